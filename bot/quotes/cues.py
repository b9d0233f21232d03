"""Patterns of words by which the sentences of an abstract are told apart; all are linear."""

from __future__ import annotations

from retrieval.text import patterns as re

OURS = re.compile(
    r"\b(?:we|our|ours|(?:this|the present) (?:paper|work|study|article|survey|thesis|report|"
    r"review)|the authors)\b",
    re.IGNORECASE,
    unless="'",
)
"""The authors, or the paper itself."""
PROPOSES = re.compile(
    r"\b(?:propos|introduc|present|develop|design|devis|explor|investigat|stud(?:y|ies)|"
    r"examin)(?:e|es|ed|s)?\b",
    re.IGNORECASE,
)
"""What authors do with what is new: beside `OURS`, a sentence that says what the paper is."""
DEFINES = re.compile(r"^.{1,120}? (?:is|are) (?:an?|the|one of) ")
"""A sentence that says what its subject is."""
EXPLAINS = re.compile(
    r"\b(?:may|might|because|shows? that|observe[sd]?|find(?:s|ings)?|found|targets|"
    r"(?:is|are) meant to|confirm\w*|explains?)\b",
    re.IGNORECASE,
)
"""A finding or a reason rather than a method."""
COLLECTS = re.compile(
    r"\b(?:collect|construct|releas|annotat)\w* .{0,40}\b(?:data ?sets?|benchmarks?|corpus)\b",
    re.IGNORECASE,
)
"""The making of data rather than a method."""
BUILDS = re.compile(
    r"\b(?:we|authors) (?:also |further |then )?(?:build|construct|collect|releas|provid|updat|"
    r"annotat|curat)\w*\b",
    re.IGNORECASE,
)
"""Authors who make something, which is no finding."""
NOTICE = re.compile(
    r"https?://|\b(?:(?:code|data|models?|dataset) (?:is|are|will be) (?:\w{1,20} )?"
    r"(?:available|released)|(?:publicly|freely) available)\b",
    re.IGNORECASE,
)
"""Where to find code or data."""
CONCEDES = re.compile(r"^(?:Still|Yet|But|Nevertheless|Nonetheless), ")
"""A finding that qualifies the one before it."""
ILLUSTRATES = re.compile(
    r"\b(?:focus(?:es|ed)? on|case stud(?:y|ies)|qualitative(?:ly)?|to visuali[sz]e)\b",
    re.IGNORECASE,
)
"""An example, or what is looked at, rather than a finding."""
MORE = re.compile(
    r"\b(?:also|further|furthermore|moreover|in addition|additional(?:ly)?)\b", re.IGNORECASE
)
"""One thing more, after the first."""
CONTRASTS = re.compile(
    r"^(?:In contrast to|Unlike|Compared (?:with|to)|Instead of|Different from) |"
    r"\b(?:whereas|while) (?:we|this paper|our)\b"
)
"""A sentence on the own work that names rivals first."""
RIVAL = re.compile(
    r"\b(?:existing|previous|prior|earlier|traditional|conventional|current|recent(?:ly)?|"
    r"standard|state-of-the-art|typical|usual(?:ly)?|normally|commonly|most|many|several|some|"
    r"other|often|virtually all|mainstream|popular|past|already|researchers)\b",
    re.IGNORECASE,
)
"""Near the beginning of a sentence: it is on the work of others."""
SOME = re.compile(
    r"\b(?:several|some|many|most)\b",
    re.IGNORECASE,
    unless=r" (?:[\w-]+ )?(?:methods|approaches|works?|models|papers|studies|researchers|"
    r"systems)\b",
)
"""Words of `RIVAL` that may also count what is the authors'."""
ADVERBIAL = re.compile(
    r"^(?:On|Across|In|With|For|At|After|Under|Using|Over|From|To|By|When|[A-Z][a-z]{2,20}(?:ed|ing))"
    r"\b[^,]{1,120}, "
)
"""What stands before the subject of a sentence."""
ASKS = re.compile(r"\b(?:we|authors|paper|study) (?:asks?|wonders?|questions?)\b", re.IGNORECASE)
"""A question rather than a method."""
DIFFICULTY = re.compile(
    r"\b(?:however|yet|but|although|though|despite|unlike|whereas|challeng\w*|difficult\w*|"
    r"problems?|suffers?|suffer(?:ing|ed)|lacks?|lacking|cost(?:s|ly)|expensive|unclear|"
    r"poor(?:ly)?|badly|neglect\w*|ignor\w*|hinder\w*|hamper\w*|harm\w*|remains?|fail(?:s|ed|"
    r"ures?)?|gaps?|nois[ey]\w*|bottleneck\w*|under-?explored|shortcomings?|drawbacks?|"
    r"weakness\w*|unrealistic|issues?|struggl\w*|inefficien\w*|hard(?:ly)?|wasteful|scarc\w*|"
    r"rare(?:ly)?|limit(?:s|ed|ations?)|little|few|slow|laborious|overlook\w*|unable|"
    r"cannot|too|insufficien\w*|sensitive|bias(?:e[ds])?|uncertain\w*|ill-posed|redundan\w*|"
    r"imbalanc\w*|unbalanced|inaccura\w*|unreliable|risks?|troubles?|only|"
    r"computational(?:ly)? (?:cost|heavy)|less|not (?:been|yet|equally)|have not|so far|"
    r"confus\w*|error\w*|impractical)\b",
    re.IGNORECASE,
)
"""What is hard, missing or wrong."""
PURPOSE = re.compile(
    r"\b(?:to (?:\w+ )?(?:address|tackle|overcome|alleviate|mitigate|solve|remedy|bridge|"
    r"counter|cope|reduce|fight|handle|resolve)|motivat\w+|tackl\w+|address(?:es|ing)|"
    r"overcom\w+|counters?|copes?|deals? with|because|questions?|asks?|hypothesi[sz]\w*|"
    r"whether|repairs?|aims?)\b",
    re.IGNORECASE,
)
"""What the work is for, or what it asks."""
OUTCOME = re.compile(
    r"\b(?:results?|achiev\w*|outperform\w*|improv\w*|state[- ]of[- ]the[- ]art|experiments?|"
    r"demonstrat\w*|surpass\w*|superior\w*|accura\w+|faster|better|best|reach(?:es|ed)?|gains?|"
    r"reduc\w*|beats?|exceed\w*|effective\w*|confirm\w*|find(?:s|ings?)?|found|show(?:s|n|ed)?|"
    r"reveal\w*|comparable|competitive|robust\w*|attains?|equals?|scores?|raises?|lifts?|gives?|"
    r"leads?|ahead|validat\w*|prove[sn]?|evaluat\w*|higher|lower|preserves?|excels?|exceptionally|"
    r"attribut\w*|indicat\w*|explains?|promising|turns? out|"
    r"(?:under|over)estimat\w*)\b|\d\s?%|\d(?:\.\d+)?[x×]\b",
    re.IGNORECASE,
)
"""What came of it."""
COMPARES = re.compile(
    r"\b(?:achiev\w*|outperform\w*|surpass\w*|superior\w*|beats?|exceed\w*|"
    r"state[- ]of[- ]the[- ]art|comparable|competitive|improv(?:es?|ed|ements?)|significant\w*|"
    r"attains?|reach(?:es|ed)?|gains?|best|ahead|experiments?|results?|evaluations?|fast(?:er)?|"
    r"better|higher|lower|compares? (?:well|favou?rably))\b",
    re.IGNORECASE,
)
"""What came of it in comparison with others."""
_MODEL = (
    r"(?:[\w-]*?(?:BERT|Former|former|Net|Nets|GAN|YOLO|DETR|CNN|RNN|LSTM|LLM|MLLM|MLP)\w*|GPT|"
    r"LL?aM[aA]|ViT|T5|CLIP|Dei?T|Swin)[\w-]*"
)
DATA = re.compile(
    r"\b(?:data ?sets?|benchmarks?|corpus|corpora|test sets?|training sets?|test collections?|"
    r"treebanks?|(?P<unless>(?:pre-?)?trained on|tests? (?:\w+ )?on|tested on|evaluated on|"
    r"pre-?trains on|experiments? (?:on|with|in)) [\w-]+|"
    r"\d[\d,.]{0,12}[km]? (?:million |thousand |billion )?(?:\w+ ){0,2}(?:images|videos|"
    r"samples|sentences|examples|tasks|questions|documents|clips|hours|classes|patients|subjects|"
    r"participants|users|domains|languages|pairs))\b",
    re.IGNORECASE,
    unless=rf" (?:{_MODEL}|limited\b|the (?:learned|resulting|same)\b)",
)
"""Data sets by their description."""
OWN_SET = re.compile(
    r"\b(?:our|authors') (?:[\w-]+ ){0,4}?(?:data ?sets?|benchmarks?|corpus|corpora)\b",
    re.IGNORECASE,
)
"""Data of the authors."""
SAME_SETS = re.compile(r"\b(?:all|both|these|the) (?:\w{1,20} )?data ?sets\b", re.IGNORECASE)
"""Data sets that another sentence names."""
TASKS = re.compile(
    r"\b(?:[Oo]n|[Ff]rom|[Ii]n|[Aa]cross|[Ff]or|with|over) (?:[\w-]+ ){0,6}?(?:data ?sets?|"
    r"benchmarks?|tasks?|corpora|domains|reports|recordings|images|videos)\b"
)
"""Data and tasks that something is done on."""
ON_START = re.compile(r"(?:On|Across|Experiments on) ")
"""A beginning that names data or tasks first."""
KNOWN_SET = re.compile(
    r"\b(?:ImageNet|(?:MS-?)?COCO|CIFAR|GLUE|SuperGLUE|MMLU|SQuAD|PASCAL|ADE20K|Cityscapes|KITTI|"
    r"LibriSpeech|LAION|WMT|MNIST|SUPERB|NYU|Kinetics|LVIS|WikiText|MLPerf|UCI|CoNLL|FB15k|MovieLens|"
    r"ActivityNet|AudioSet|BEIR|BIG-bench|BraTS|CelebA|CheXpert|CUB|D4RL|ESC-50|Flickr30|Flickr8|GSM8K|"
    r"HellaSwag|HotpotQA|HumanEval|IWSLT|LSUN|MBPP|MIMIC|ModelNet|MS ?MARCO|MSR-VTT|MultiNLI|MNLI|"
    r"Natural Questions|nuScenes|OGB|Omniglot|OntoNotes|Penn Treebank|QM9|S3DIS|ScanNet|SemEval|"
    r"ShapeNet|SNLI|SST-\d|STL-10|SVHN|TIMIT|TREC|TriviaQA|TruthfulQA|UCF-?101|"
    r"Universal Dependencies|Visual Genome|VoxCeleb|VQA|Waymo|WikiSQL|WN18|W-?NUT|XNLI|XSum)"
)
"""Data sets and benchmarks that are known everywhere."""
NAMED_SET = re.compile(
    r"\b(?P<unless>[Oo]n|[Ff]rom) (?:the |both )?[\w+-]*?[A-Z][\w+-]*?[A-Z\d][\w+-]*",
    unless=rf" (?:the |both )?{_MODEL}(?![\w-])",
)
"""A name, as of a data set, after "on" or "from"."""
MEASURED = re.compile(
    r"\d\s?%|\bfactors? of \d|\d(?:\.\d+)?\s?(?:[x×]\b|times\b|-?fold\b|dB\b|"
    r"(?:percentage )?points?\b|m?AP\b|m?IoU\b|BLEU\b|F1\b)|\b(?:accuracy|F1|BLEU|MOS|mAP|AP|AUC|"
    r"WER|error|score) (?:score )?"
    r"(?:of |by |to |is |rate of )?\d|\b(?:half|two thirds|a third|a quarter|most) of the\b"
)
"""A figure of what came of it."""
TRIED = re.compile(
    r"\b(?:experiments?|evaluat\w*|tests?|tested|trained|pre-?trained|train|learn|applied|"
    r"outperform\w*|achiev\w*|accuracy|improv\w*|results?|beats?|reach(?:es)?|validat\w*|"
    r"transfer|studied|collects?|construct\w*|fine-tun\w*|match(?:es)?|exceeds?|surpass\w*|"
    r"gains?|simulat\w*)\b",
    re.IGNORECASE,
)
"""Experiments."""
LIMITATION = re.compile(
    r"\b(?:(?:a|one|main|major|key|important) limitations?|limitations? (?:of (?:our|this|"
    r"the (?:present|current|proposed))|include|are|is)|future (?:work|research)|(?:leave|"
    r"left) (?:\w+ ){0,4}(?:for|to) (?:the )?future|(?:we|authors) plan to|"
    r"only (?:a )?partial(?:ly)?|(?:has|have|needs?|requires?|incurs?|"
    r"adds?) (?:\w+ ){0,2}(?:extra|additional|higher) (?:\w+ )?(?:cost|overhead)|"
    r"at the (?:cost|expense|price) of|"
    r"falls? short|"
    r"still far from|caveats?|does(?: not|n't) (?:yet |always )?(?:generali[sz]e|scale|hold|"
    r"translate|work)|"
    r"not yet|cannot yet|remains? (?:an? )?(?:open|unclear|unsolved|challenging|to be)|"
    r"further (?:research|work|studies) (?:is|are) (?:needed|required|necessary)|"
    r"mixed (?:results|picture))\b|(?:^|[^ty] )depends? (?:heavily |strongly )?on\b",
    re.IGNORECASE,
)
"""What the authors say that their own work does not do, costs or leaves to the future."""
NAME = re.compile(r"\b[A-Z][\w@+-]{0,20}?[A-Z\d][\w@+-]{0,30}|\b[a-z]{1,9}[A-Z][\w-]{0,30}")
"""A word with capitals or digits in it, as systems have for names."""
EXPANDED = re.compile(
    r"^[^.,;]{3,80}? \((" + NAME.pattern + r")\) ",
    unless=r"(?:has|have|are|were|is an? (?:\w+ )?(?:popular|common))\b",
)
"""At the beginning of a sentence: a long form and, in group 1, its abbreviation."""
DEFINED = re.compile(
    r"^([A-Z][a-z]{2,20}) is an? (?:[\w-]+ ){0,5}(?:models?|frameworks?|methods?|networks?|"
    r"systems?|benchmarks?|data ?sets?|algorithms?|architectures?|schemes?|libraries|toolkits?)\b"
)
"""At the beginning of a sentence: a proper name, group 1, of a system that it defines."""
INTRODUCED = re.compile(
    r"(?:\b(?:framework,|method,|model,|network,|approach,|propose|introduce|present)|"
    r"\()\s*(?:the )?(" + NAME.pattern + r")"
)
"""A name, group 1, that authors give their work where they propose it."""
CALLED = re.compile(
    r"\b(?:called|named|dubbed|termed|namely|(?:[Oo]ur|[Tt]heir|[Tt]he proposed) "
    r"(?:[\w-]+ ){0,3}?(?:framework|method|model|network|approach|system|algorithm),?) ("
    + NAME.pattern
    + r")"
)
"""A name, group 1, that something is given."""
