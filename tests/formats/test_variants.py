"""Files as other programs and other people write them: each comes in, with what they mean."""

import io
import json
import zipfile
from typing import Any

import pytest

from tui.formats.face import Options
from tui.formats.registry import load_readable


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return stream.getvalue()


MARK = "\ufeff"
CONLL = "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\nGerman JJ I-NP I-MISC\n\n"
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>custom.Claim</name><description/><supertypeName>uima.tcas.Annotation
</supertypeName><features><featureDescription><name>kind</name><description/><rangeTypeName>
uima.cas.String</rangeTypeName></featureDescription></features></typeDescription></types>
</typeSystemDescription>"""
XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///custom.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/><tcas:DocumentAnnotation xmi:id="1" sofa="6" begin="0" end="8" language="en"/>
<custom:Claim xmi:id="3" sofa="6" begin="4" end="8" kind="number"/>
<cas:Sofa xmi:id="6" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="The toll"/>
<cas:View sofa="6" members="1 3"/></xmi:XMI>"""
CAS_JSON = {
    "%TYPES": {"custom.Claim": {"%NAME": "custom.Claim", "%SUPER_TYPE": "uima.tcas.Annotation"}},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
         "mimeType": "text", "sofaString": "The toll"},
        {"%ID": 2, "%TYPE": "custom.Claim", "@sofa": 1, "begin": 4, "end": 8, "^more": 1.5},
    ],
    "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}},
}  # fmt: skip
GUID = "00000000-0000-4000-8000-00000000000"


def project(source, codes="", users="", origin="MAXQDA 24", folder="sources", name="project.qde"):
    words = (
        f'<?xml version="1.0" encoding="utf-8"?><Project name="p" origin="{origin}"'
        f' xmlns="urn:QDA-XML:project:1.0">{users}<CodeBook><Codes><Code guid="{{{GUID}1}}"'
        f' name="toll" isCodable="true"/>{codes}</Codes></CodeBook><Sources>{source}</Sources>'
        "</Project>"
    )
    return {name: words, f"{folder}/A.txt": "The toll\r\nrose"}


def selected(path, start=4, end=8, name="toll"):
    return (
        f'<TextSource guid="{GUID}2" name="A" plainTextPath="{path}"><PlainTextSelection'
        f' guid="{GUID}3" name="{name}" startPosition="{start}" endPosition="{end}"><Coding'
        f' guid="{GUID}4"><CodeRef targetGUID="{GUID}1"/></Coding></PlainTextSelection>'
        "</TextSource>"
    )


def region(**fields):
    value = {"start": 4, "end": 8, "text": "toll", "labels": ["L"]}
    return {
        "id": "r",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
    } | fields


def task(*results, **fields):
    return {"id": 1, "data": {"text": "The toll"}, "annotations": [{"result": results}]} | fields


def on_w3c(selector, **fields):
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/1",
        "type": "Annotation",
        "target": {"source": "http://example.org/page", "selector": selector},
    } | fields


QUOTE = {"type": "TextQuoteSelector", "exact": "toll", "prefix": "The "}

VARIANTS: dict[str, tuple[str, Any, list[str], dict[str, int]]] = {
    # brat
    "brat: CRLF and a byte order mark": (
        "brat", {"a.txt": MARK + "The toll\r\n", "a.ann": "T1\tL 4 8\ttoll\r\n"}, ["toll"], {}),
    "brat: no line end at the end, blank lines": (
        "brat", {"a.txt": "The toll", "a.ann": "\nT1\tL 4 8\ttoll\n\n#1\tAnnotatorNotes T1\tx"},
        ["toll"], {}),
    "brat: a text without annotations": (
        "brat", {"a.txt": "The toll", "a.ann": "", "b.txt": "Else"}, [],
        {"texts without a file of annotations": 1}),
    "brat: an event without arguments, a normalisation, an equivalence": (
        "brat",
        {"a.txt": "The toll it", "a.ann": "T1\tL 4 8\ttoll\nT2\tL 9 11\tit\nE1\tL:T1 \n"
         "N1\tReference T1 Wikipedia:5\ttoll\n*\tEquiv T1 T2\n"}, ["toll", "it"], {}),
    "brat: only parts of a shared task": (
        "brat", {"a.txt": "The toll", "a.a1": "T1\tL 4 8\ttoll\n", "a.a2": ""}, ["toll"], {}),
    # CoNLL
    "conll: 2003 as it was, IOB1": (
        "conll", CONLL, ["EU", "German"], {"columns between token and tag": 3}),
    "conll: tabs, two columns, CRLF and a mark": (
        "conll", MARK + "EU\tB-ORG\r\nrejects\tO\r\n\r\n", ["EU"], {}),
    "conll: a comment and IOBES": (
        "conll", "# id 5f2 domain=en\nEU S-ORG\nthe O\nNew B-LOC\nYork E-LOC\n", ["EU", "New York"],
        {"comments": 1}),
    "conll: no line end and no DOCSTART": ("conll", "EU B-ORG\nthe O", ["EU"], {}),
    "conll: empty": ("conll", "", [], {}),
    # doccano
    "doccano: labels, as 1.0 called it": (
        "doccano", lines({"id": 1, "text": "The toll", "labels": [[4, 8, "L"]], "meta": {}}),
        ["toll"], {}),
    "doccano: data, as it was for a while": (
        "doccano", lines({"id": 1, "data": "The toll", "label": [[4, 8, "L"]]}), ["toll"], {}),
    "doccano: a mark, CRLF, comments": (
        "doccano", MARK + '{"text":"The toll","label":[[4,8,"L"]],"Comments":["?"]}\r\n', ["toll"],
        {"what is called 'Comments'": 1}),
    "doccano: null for what is missing": (
        "doccano", lines({"text": "The toll", "label": None, "entities": None, "meta": None}),
        [], {}),
    "doccano: a task of whole texts": (
        "doccano", lines({"text": "The toll", "label": ["good"]}), [],
        {"labels of whole texts": 1}),
    "doccano: an export of each annotator": (
        "doccano", zipped({"ana.jsonl": lines({"text": "The toll", "label": [[4, 8, "L"]]})}),
        ["toll"], {}),
    # Prodigy
    "prodigy: tokens and no words of spans": (
        "prodigy",
        lines({"text": "The toll", "tokens": [{"text": "The", "start": 0, "end": 3, "id": 0},
               {"text": "toll", "start": 4, "end": 8, "id": 1, "ws": False}], "_input_hash": 1,
               "spans": [{"start": 4, "end": 8, "token_start": 1, "token_end": 1, "label": "L"}],
               "answer": "accept", "_view_id": "ner_manual"}), ["toll"], {}),
    "prodigy: answers of all kinds": (
        "prodigy",
        lines({"text": "The toll", "spans": [{"start": 4, "end": 8, "label": "L"}],
               "answer": "reject"}, {"text": "It rose", "spans": None, "answer": "ignore"}), [],
        {"tasks that were not accepted": 2}),
    "prodigy: tokens and no text, a picture": (
        "prodigy",
        lines({"tokens": [{"text": "The", "start": 0, "end": 3, "id": 0},
                          {"text": "toll", "start": 4, "end": 8, "id": 1}],
               "spans": [{"start": 4, "end": 8, "label": "L"}]}, {"image": "a.png"}), ["toll"],
        {"tasks without a text": 1}),
    "prodigy: choices of a text": (
        "prodigy",
        lines({"text": "The toll", "options": [{"id": "A", "text": "a"}], "accept": ["A"],
               "config": {"choice_style": "single"}, "answer": "accept"}), [],
        {f"what is called {name!r}": 1 for name in ("options", "accept", "config")}),
    # Label Studio
    "label-studio: a region without words, a choice, a cancelled one": (
        "label-studio",
        json.dumps([task(region(value={"start": 4, "end": 8, "labels": ["L"]}),
                         {"id": "c", "from_name": "mood", "to_name": "text", "type": "choices",
                          "value": {"choices": ["good"]}}),
                    {"id": 2, "data": {"text": "It rose"}, "annotations": []}]), ["toll"], {}),
    "label-studio: null for what is missing": (
        "label-studio",
        json.dumps([task(region(meta=None), completed_by=None, predictions=None, drafts=None)]),
        ["toll"], {}),
    "label-studio: hypertextlabels, ratings of a whole text": (
        "label-studio",
        json.dumps([task(region(type="hypertextlabels", value={"start": 4, "end": 8, "text": "toll",
                                "hypertextlabels": ["L"]}),
                         {"id": "s", "from_name": "stars", "to_name": "text", "type": "rating",
                          "value": {"rating": 3}})]), ["toll"], {"'stars' of a whole text": 1}),
    "label-studio: JSON-MIN": (
        "label-studio",
        json.dumps([{"id": 1, "text": "The toll", "label": [{"start": 4, "end": 8, "text": "toll",
                     "labels": ["L"]}], "annotator": 1, "annotation_id": 1, "lead_time": 2.5,
                     "mood": "good"}]), ["toll"], {"data called 'mood'": 1}),
    # W3C
    "w3c: one annotation with a note for a body": (
        "w3c", json.dumps(on_w3c(QUOTE, bodyValue="so")), ["toll"], {}),
    "w3c: a page, several bodies, a fragment selector": (
        "w3c",
        json.dumps({"type": "AnnotationPage", "next": "http://example.org/2", "items": [on_w3c(
            [{"type": "FragmentSelector", "value": "char=4,8"}, QUOTE],
            body=[{"type": "TextualBody", "value": "so", "language": "en"}, "http://example.org/b"],
            creator=["http://example.org/ana", "http://example.org/bo"])]}), ["toll"],
        {"'language' of a body": 1, "creators behind the first": 1, "pages that are elsewhere": 1}),
    "w3c: a list, as Hypothesis's is made into": (
        "w3c",
        json.dumps([on_w3c([QUOTE, {"type": "TextPositionSelector", "start": 4, "end": 8}])]),
        ["toll"], {}),
    "w3c: a collection with nothing in it": (
        "w3c", json.dumps({"type": "AnnotationCollection", "total": 0}), [], {}),
    # REFI-QDA
    "qdpx: braces, Sources, Project.qde and no internal": (
        "qdpx", zipped(project(selected("A.txt"), folder="Sources", name="Project.qde")),
        ["toll"], {}),
    "qdpx: text in the project itself": (
        "qdpx",
        zipped(project(f'<TextSource guid="{GUID}2" name="A"><PlainTextContent>The toll'
                       "</PlainTextContent></TextSource>")), [], {}),
    "qdpx: a picture and a recording": (
        "qdpx",
        zipped(project(f'<PictureSource guid="{GUID}5" path="internal://b.png"/><AudioSource'
                       f' guid="{GUID}6" path="internal://c.mp3"/>{selected("internal://A.txt")}')),
        ["toll"], {"sources without a text": 2}),
    "qdpx: a name of a selection that is none of its words": (
        "qdpx", zipped(project(selected("internal://A.txt", name="my first one"))), ["toll"],
        {"names of selections": 1}),
    # CAS
    "cas: JSON with a number and a mark": ("cas", MARK + json.dumps(CAS_JSON), ["toll"], {}),
    "cas: a zip of INCEpTION's": (
        "cas", zipped({"a.xmi": XMI, "TypeSystem.xml": TYPES}), ["toll"], {}),
    "cas: XMI alone": ("cas-xmi", XMI, ["toll"], {}),
    # Argilla
    "argilla: other questions, fields and vectors": (
        "argilla",
        json.dumps([{"id": "1", "fields": {"text": "The toll", "title": "T"}, "metadata": {"n": 1},
                     "suggestions": {"spans": {"value": [{"start": 4, "end": 8, "label": "L"}],
                     "score": None, "agent": "m"}, "mood": {"value": "good", "agent": "m"}},
                     "responses": {}, "vectors": {"v": [0.5]}, "status": "pending",
                     "_server_id": None}]), ["toll"],
        {"answers to questions that are not of spans": 1, "the field 'title'": 1,
         "metadata called 'n'": 1, "vectors": 1}),
    # WebAnno
    "webanno-tsv: 3.2 with CRLF and no annotations of a layer": (
        "webanno-tsv",
        "#FORMAT=WebAnno TSV 3.2\r\n#T_SP=webanno.custom.C|v\r\n\r\n\r\n#Text=The toll\r\n"
        "1-1\t0-3\tThe\t_\t\r\n1-2\t4-8\ttoll\tL\t\r\n", ["toll"], {}),
    # our own and tables
    "jsonl: empty": ("jsonl", "", [], {}),
}  # fmt: skip
SUFFIXES = {"brat": "", "cas": ".json", "cas-xmi": ".xmi", "w3c": ".jsonld", "webanno-tsv": ".tsv"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_it_comes_in_with_what_it_means_and_what_is_left_out_is_told(tmp_path, variant):
    name, content, quotes, left = VARIANTS[variant]
    kind, options = load_readable(name), Options()
    suffix = SUFFIXES.get(name, kind.SUFFIX or ".json")
    if isinstance(content, bytes):
        suffix = ".zip"
    place = tmp_path / f"in{suffix}"
    files = content if isinstance(content, dict) else {"": content}
    for file, words in files.items():
        at = place / file if file else place
        at.parent.mkdir(exist_ok=True)
        at.write_bytes(words if isinstance(words, bytes) else words.encode())
    found = list(kind.read(place, options))
    assert [made.quote for entry in found for made in entry.annotations] == quotes
    assert dict(options.left.counts) == left
