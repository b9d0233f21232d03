"""Recognize the headings and captions of papers."""

from __future__ import annotations

from collections.abc import Container

from retrieval.passage import SECTION_SEPARATOR
from retrieval.text import patterns as re

CAPTION = re.compile(
    r"(?:(?:Supplementary|Supplemental|Extended Data|Appendix) )?"
    r"(?:Figure|FIGURE|Fig\.?|FIG\.?|Table|TABLE|Tab\.|Algorithm|Listing|Scheme|Box|Chart|"
    r"Abbildung|Abb\.|Tabelle|Tableau|[图圖図表]) ?"
    r"(?:[A-Z]?\.?\d{1,3}(?:\.\d{1,2})?|[IVX]{1,5})[a-z]?(?P<mark> ?[:.|—–]|$| -)?"
)
_NUMBERED = re.compile(
    r"(?:(?:Chapter|CHAPTER|Part|PART) )?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|[IVX]{1,5}|Appendix [A-Z]|"
    r"第?[一二三四五六七八九十]{1,3}章?)"
    r"(?:[.:)、] ?|[ \u3000])(?P<title>[A-Z0-9À-ÖØ-Þ“\"‘(\u3040-\u30ff\u4e00-\u9fff].*)"
)
_ROMAN = re.compile(r"[IVX]+")
_KNOWN = re.compile(
    r"abstract|summary|introduction|background|(?:related|prior|previous) works?|"
    r"(?:materials? and |experimental )?methods?(?: and materials?)?|methodology|"
    r"results?(?: and discussions?)?|discussions?(?: and conclusions?)?|"
    r"conclusions?(?: and [a-z ]{3,30})?|concluding remarks|"
    r"(?:\w+ and )?limitations?(?: and [a-z ]{3,30})?|"
    r"acknowledge?ments?|appendix(?: [a-z])?|appendices|supplementary (?:material|information)s?|"
    r"funding|ethics(?: statement)?|ethical considerations?|broader impacts?|"
    r"(?:author|credit) contributions?|competing interests?|conflicts? of interests?|"
    r"(?:data|code)(?: and code)? availability(?: statement)?|future work|experiments?|"
    r"experimental (?:setup|results)|evaluation|analysis|datasets?|problem statement|preliminaries|"
    r"key ?words|index terms|ccs concepts|acm reference format|"
    # German, French, Chinese and Japanese
    r"einleitung|hintergrund|methoden?|material und methoden|ergebnisse|diskussion|fazit|"
    r"schlussfolgerung(?:en)?|zusammenfassung|kurzfassung|danksagung|anhang|grenzen|"
    r"résumé|méthodes?|matériels? et méthodes|résultats|limites|remerciements|annexes?|"
    r"摘要|引言|绪论|相关工作|方法|实验|结果|讨论|结论|致谢|附录|"
    r"要旨|要約|概要|はじめに|関連研究|手法|実験|結果|考察|結論|おわりに|謝辞|付録",
    re.IGNORECASE,
)
_RUN_IN = re.compile(
    r"(?i)[\[【［]?(?:(?P<abstract>abstract|zusammenfassung|kurzfassung|résumé|摘\s?要|要旨|要約|概要)|"
    r"key ?words|index terms|ccs concepts|schlüssel(?:wörter|begriffe)|schlagwörter|mots[- ]clés|"
    r"关键词|关键字|キーワード)(?: ?[.:：—–-]+ ?| +|[\]】］] ?)"
)
_REFERENCES = re.compile(
    r"references(?: and notes)?|bibliography|literature cited|works cited|reference list|"
    r"literatur(?:verzeichnis)?|quellen|r[ée]f[ée]rences(?: bibliographiques)?|bibliographie|"
    r"参考文献|引用文献|文献",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"(?:appendix|appendices|supplement|anhang|annexe|附录|付録)|[A-Z](?:\.\d{1,2})*[. ] ?[A-Z]",
    re.IGNORECASE,
)


def split_number(heading: str) -> tuple[str, str]:
    """Return the number of a heading, which may be empty, and its title."""
    found = _NUMBERED.fullmatch(heading)
    return (found["number"], found["title"]) if found else ("", heading)


def is_known(heading: str) -> bool:
    """Tell whether a heading, with or without number, is one that many papers have."""
    title = split_number(heading)[1].rstrip(".: ")
    return bool(_KNOWN.fullmatch(title) or _REFERENCES.fullmatch(title))


def split_run_in(text: str) -> tuple[str, int]:
    """Return a heading that is on one line with its text, and where the text begins.

    That is "Abstract" or "Keywords"; else "" and 0.
    """
    found = _RUN_IN.match(text)
    if found is None or found.end() == len(text):
        return "", 0
    return ("Keywords" if found["abstract"] is None else "Abstract"), found.end()


def begins_references(heading: str) -> bool:
    """Tell whether a heading is that of a list of references."""
    return bool(_REFERENCES.fullmatch(split_number(heading)[1].rstrip(".: ")))


def ends_references(heading: str) -> bool:
    """Tell whether a heading after the references is of a part of the paper, not of a reference."""
    return bool(_APPENDIX.match(heading)) or is_known(heading)


def spell(heading: str) -> str:
    """Return the letters and digits of a heading in lower case."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def join_sections(outer: str, heading: str) -> str:
    """Return the path of a section inside another, which may be empty."""
    return f"{outer}{SECTION_SEPARATOR}{heading}" if outer else heading


def enter_section(path: str, heading: str, *, outer: Container[str] = ()) -> str:
    """Return the path of the section of a heading after another section, by their numbers.

    One without a number is in those of `outer` that the other section is in.
    """
    number = split_number(heading)[0]
    within = [
        each
        for each in path.split(SECTION_SEPARATOR)
        if (_is_inside(number, each) if number else each in outer)
    ]
    return SECTION_SEPARATOR.join([*within, heading])


def _is_inside(number: str, heading: str) -> bool:
    outer = split_number(heading)[0].removesuffix(".")
    lettered = number in tuple("ABCDEFGH") and _ROMAN.fullmatch(outer) is not None
    return bool(outer) and (number.startswith(f"{outer}.") or lettered)
