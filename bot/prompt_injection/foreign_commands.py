"""Recognize the commands of injections in languages other than English."""

from __future__ import annotations

import unicodedata
from typing import Final

from retrieval.text import patterns as re

# All are of folded text: lower case, without accents.
_CUES: Final = (
    "ignor missacht vergiss vergess ubersp oubli neglig olvid descart omite desobed dimentic "
    "trascur esquec desconsid desrespei negeer vergeet zignor zapomn pomin talimat komut kural "
    "abaikan lupakan quen antwort sprich reponds repondez responde rispondi"
)
_IN_LATIN = (
    r"\b(?:ignorier\w*|missacht\w*|vergiss|vergesst|uberspring\w*)\b.{0,40}\b(?:anweisung|"
    r"anleitung|instruktion|regel|vorgabe|befehl|prompt)"
    r"|\b(?:ignore[zrs]?|oublie[zrs]?|neglige[zr])\b.{0,40}\b(?:instructions?|consignes?|regles?|"
    r"directives?|precedentes?)\b"
    r"|\b(?:ignora[dr]?|ignoren?|olvida[dr]?|descarta|omite|"
    r"desobedece)\b.{0,40}\b(?:instrucciones|indicaciones|reglas|ordenes|anteriores)\b"
    r"|\b(?:ignora|ignorate|dimentica|dimenticate|trascura)\b.{0,40}\b(?:istruzioni|regole|"
    r"precedenti)"
    r"|\b(?:ignore|ignorar|esqueca|desconsidere|desrespeite)\b.{0,40}\b(?:instrucoes|regras|"
    r"anteriores)"
    r"|\b(?:negeer|vergeet)\b.{0,40}\b(?:instructies|aanwijzingen|regels)\b"
    r"|\b(?:zignoruj|zapomnij|pomin)\b.{0,40}\b(?:instrukcj|polecen|zasad)"
    r"|\b(?:onceki|yukaridaki|tum)\b.{0,24}\b(?:talimat|komut|kural)\w*\b.{0,24}\b(?:yok say|"
    r"goz ?ardi|unut)"
    r"|\b(?:antworten? sie|antworte|sprich|reponds|repondez|responde|respondan?|rispondi|"
    r"rispondete)\b"
    r"|\b(?:abaikan|lupakan)\b.{0,30}\b(?:instruksi|perintah|aturan)"
    r"|\b(?:bo qua|quen)\b.{0,30}\b(?:huong dan|chi dan|lenh)"
)
_ELSEWHERE = (
    r"(?:игнориру|проигнориру|забуд|не обращай)\w*.{0,40}(?:инструкц|указани|правил|команд)"
    r"|(?:ігнору|забуд)\w*.{0,40}(?:інструкц|вказівк|правил)"
    r"|(?:^|\W)(?:отвечай|ответь|отвечайте|говори)(?:$|\W)"
    r"|(?:忽略|忽视|无视|無視|忘记|忘掉|不要理会|不要遵守).{0,16}(?:指令|指示|说明|提示|规则|要求|內容|内容)"
    r"|(?:指示|命令|指令|ルール|プロンプト|これまで).{0,12}(?:無視|忘れ|従わない)"
    r"|(?:지시|명령|지침|규칙|프롬프트).{0,24}(?:무시|잊)"
    r"|(?:تجاهل|انس|اهمل).{0,30}(?:تعليمات|اوامر|القواعد|التوجيهات)"
    r"|(?:התעלמ|התעלם|תתעלם|שכח).{0,30}(?:הוראות|הנחיות|כללים)"
    r"|(?:निर्देश|आदेश|नियम).{0,24}(?:अनदेखा|नजरअंदाज|भूल)"
    r"|(?:と(?:だけ)?(?:答え|言|書|返|出力し)(?:て|え|い|け|なさい|てください))"
    r"|(?:라고(?:만)?) ?(?:대답|말|답|출력|써)"
)
# How a sentence begins that tells to answer, to say, to write, to visit.
_OPENERS = (
    r"^\W*(?:bitte )?(?:antworte\w*|sage?|sagen sie|schreibe?|gib|wiederhole|besuche\w*|"
    r"klicke?) (?:nur|mit|auf|den|die|das|dem|dass|uns|bitte|einfach|immer|jetzt|hier|sie|\W)"
    r"|^\W*(?:repondez?|reponds|dites?|dis|ecri(?:s|vez)|affichez?|repetez?|visitez?|"
    r"cliquez?) (?:que|par|en|uniquement|seulement|le|la|les|sur|toujours|simplement|ici|notre|\W)"
    r"|^\W*(?:responda?n?|responde|di|diga|escriba|escribe|repita|repite|visite|visita|"
    r"haga clic) (?:que|con|solo|solamente|unicamente|en|el|la|siempre|nuestra|\W)"
    r"|^\W*(?:rispondi|rispondete|scrivi|ripeti|visita|clicca|di') (?:che|con|solo|in|il|la|"
    r"sempre|\W)"
    r"|^\W*(?:responda|escreva|diga|repita|visite|clique) (?:que|com|apenas|so|em|o|a|sempre|\W)"
)
_OPENERS_ELSEWHERE = (
    r"^\W*(?:ответь|скажи|напиши|повтори|выведи|посети|перейди)"
    r"|^\W*(?:请|現在|现在|務必|务必)?(?:只)?(?:回答|回复|回覆|输出|說|说|写|访问|点击|打印)(?:[:：「“\"]|出|道|一|只|以|用|我|你|下|"
    r"http|\w*系统)"
    r"|^\W*(?:اجب|قل|اكتب|زر|انقر)(?:$|\W)"
)


def _compile_folded(pattern: str) -> re.Pattern:
    """Fold a pattern as texts are folded: Hangul in its letters, no marks on kana."""
    plain = unicodedata.normalize("NFKD", pattern)
    return re.compile("".join(c for c in plain if unicodedata.category(c) != "Mn"))


_WORDS: Final = tuple(_CUES.split())
_LATIN: Final = _compile_folded(_IN_LATIN)
_OTHERS: Final = _compile_folded(_ELSEWHERE)
_BEGINS: Final = _compile_folded(_OPENERS)
_BEGINS_ELSEWHERE: Final = _compile_folded(_OPENERS_ELSEWHERE)


def has_foreign_command(text: str, plain: str) -> bool:
    """Tell whether a normalized sentence is a command in a language other than English.

    `plain` is the same sentence after `normalize.to_ascii_words`.
    """
    if _BEGINS.search(plain):
        return True
    if any(cue in plain for cue in _WORDS) and _LATIN.search(plain):
        return True
    if text.isascii():
        return False
    return bool(_BEGINS_ELSEWHERE.search(text) or _OTHERS.search(text))
