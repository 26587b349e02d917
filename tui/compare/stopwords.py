"""Words that tell nothing of what a sentence is about, and number words, for some languages.

Closed classes (articles, prepositions, pronouns, auxiliaries) and the verbs of saying that stand in
every report, written down for this project. A language that is not here has none: how often its
words stand in the two articles then lowers their weight alone.
"""

from functools import cache

_STOP_WORDS = {
    "en": """
a about after again against all also although am among an and another any are as at be because
been before being between both but by can could did do does doing down during each either even few
for from further had has have having he her here hers him his how i if in into is it its itself
just least less many may me might more most much must my neither no nor not now of off on once one
only onto or other our out over own per quite rather said same say saying says shall she should
since so some still such than that the their them then there these they this those though through
to told too toward towards under until up upon us very via was we were what when where whether
which while who whom whose why will with within without would yet you your mr mrs ms dr
""",
    "de": """
aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bin
bis bist da dabei dafür daher damit dann daran darauf darüber das dass dem den denn der deren des
dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer
eines er es etwa etwas für gab gegen gewesen habe haben hat hatte hatten hier hinter ich ihm ihn
ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder jedes kann kein keine
können könnte man mehr mit muss nach nicht noch nun nur ob oder ohne sagt sagte sagten schon sehr
sei sein seine seinem seinen seiner seit sich sie sind so soll sollen sowie über um und uns unter
vom von vor war waren was weil wenn werde werden wie wieder will wir wird wo worden wurde wurden
zu zum zur zwischen
""",
    "es": """
a al algo ante antes aunque como con contra cual cuando de del desde dice dicho dijeron dijo donde
durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este
esto estos fue fueron ha había han hasta hay la las le les lo los más me mi mientras muy ni no nos
o otra otras otro otros para pero por porque que qué quien se ser será si sí sido sin sobre son su
sus también tan tanto te tiene tienen todo todos tras un una uno unos y ya yo
""",
    "fr": """
a afin ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir c car ce ceci
cela celle celles celui ces cet cette ceux chez comme contre d dans de déclaré depuis des dit dont
du elle elles en encore entre est et étaient était été être eu fait font il ils j je l la le les
leur leurs lors lui m mais même n ne ni non nos notre nous on ont ou où par pas pendant peu plus
pour qu que quel quelle qui s sa sans se selon sera ses si son sont sous sur t tous tout toute
toutes très un une vers vos votre vous y
""",
    "it": """
a ad ai al alla alle allo anche ancora avere aveva c che chi ci come con contro cui da dagli dai
dal dalla dalle dallo degli dei del della delle dello detto di dice dopo dove due e è ed era erano
essere fa fra fu gli ha hanno i il in io l la le lei lo loro lui ma mentre ne nei negli nel nella
nelle nello no noi non nostro o ogni oltre per però più poi prima può quale quando quella quelle
quelli quello questa queste questi questo se secondo sei si sia sono sotto stata stati stato su sua
sue sugli sui sul sulla sulle suo suoi tra tutti tutto un una uno
""",
    "nl": """
aan al alle als altijd andere ben bij binnen daar dan dat de der deze die dit door doch een eens en
er ga geen haar had hadden heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kon kunnen
maar me meer men met mij mijn moet na naar niet nog nu of om omdat ons onder ook op over sinds te
tegen tijdens toch toen tot tussen u uit van veel voor waar waren was wat we wel werd werden wie
wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou
""",
    "pt": """
a ao aos após as até com como contra da das de dela dele deles depois desde disse do dos durante e
é ela elas ele eles em entre era eram essa esse esta está estão este eu foi foram há isso isto já
lhe mais mas me mesmo muito na nas nem no nos não o os ou para pela pelas pelo pelos por porque
quando que quem se segundo sem ser será seu seus só sobre sua suas são também tem têm ter um uma
umas uns
""",
    "ru": """
а без более бы был была были было быть в вам вас весь во вот все всех вы где да даже для до его ее
её если есть еще ещё же за здесь и из или им их к как ко когда кто ли либо между мне мы на над надо
наш не него нее ней нет ни них но ну о об один он она они оно от очень по под после потом при про
с сам свой своих себя сказал сказала сообщил со так также такой там то тоже только том у уже хотя
чего чей чем что чтобы эта эти это этого этой этом этот я
""",
    "sv": """
alla än är att av blev bli blir då de deras den denna deras dess det detta dig din du efter ej
eller en enligt ett för från ha hade han hans har här henne hennes hon i icke in inom inte jag ju
kan kommer kunde man med mellan men mig min mot mycket när någon något några ni nu och också om
oss på så sade säger sedan sig sin sina ska skulle som till under upp ut utan var vara vi vid vill
""",
}

_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_NUMBERS = {
    "en": f"{_ENGLISH} fifteen sixteen seventeen eighteen nineteen twenty",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять",
    "sv": "noll ett två tre fyra fem sex sju åtta nio tio elva tolv",
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language by its ISO 639-1 code, in lower case; empty where none are."""
    return frozenset(_STOP_WORDS.get(language, "").split())


@cache
def number_words(language: str) -> dict[str, str]:
    """The small numbers of a language as words, with their digits: ``{"two": "2", …}``.

    Those that are articles as well ("un", "een") are stop words first.
    """
    words = _NUMBERS.get(language, "").split()
    return {word: str(number) for number, word in enumerate(words)}
