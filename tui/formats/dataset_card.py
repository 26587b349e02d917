"""The card of a dataset: what is in it, for those who were not there when it was made.

YAML in front as Hugging Face's hub reads it, Markdown below. Everything is counted from what went
out; nothing of the day or the machine is in it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tui import __version__
from tui.agreement.spans import Agreed, Agreement
from tui.formats.entry import Entry
from tui.model import Tag
from tui.text.safety import display_line

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (10**6, "100K<n<1M"))
"""The hub's words for how many rows there are, by the first number that is too many."""
LICENCES = (
    "apache-2.0 mit cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0"
    " cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0"
    " cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0"
    " cdla-permissive-2.0 pddl odc-by odbl gpl-2.0 gpl-3.0 agpl-3.0 bsd-3-clause unlicense"
    " wtfpl gfdl etalab-2.0 unknown other"
)
"""The licences of data that the hub has a word for; any other is `other` there, with its name."""
PARTS = ("train", "validation", "test", "unsplit")

Row = Sequence[object]


class Card:
    """Takes what goes out article by article, and keeps counts alone."""

    def __init__(
        self, name: str, tags: Iterable[Tag], licence: str = "", split_by: str = ""
    ) -> None:
        self.name, self.licence, self.split_by = name, licence.strip(), split_by
        self.tags = {tag.path: tag for tag in tags}
        self.counts: dict[str, Counter[str]] = {}
        """Articles, annotations, relations and characters of each part."""
        self.used: dict[str, Counter[str]] = {}
        """Of each part, how often its annotations, relations and articles have each tag."""
        self.annotators = Counter[str]()
        self.languages = Counter[str]()
        self.sources = Counter[str]()
        self.came = Counter[str]()
        self.added: list[str] = []
        self.stories: dict[str, set[str]] = {}
        self.agreement = Agreement()

    def take(self, entry: Entry, part: str) -> None:
        """An article, and the part of the dataset it is in."""
        summary, relations = entry.article.summary, entry.own_relations
        made = [*entry.annotations, *(one for text in entry.earlier for one in text.annotations)]
        counts = self.counts.setdefault(part, Counter())
        counts["articles"] += 1
        counts["annotations"] += len(made)
        counts["relations"] += len(relations)
        counts["characters"] += len(entry.article.text)
        used = self.used.setdefault(part, Counter())
        used.update(one.tag for one in made)
        used.update(one.kind for one in relations)
        used.update(one.tag for one in entry.tags)
        for of_one in (made, relations, entry.tags):
            self.annotators.update(one.annotator for one in of_one)
        self.languages[summary.language] += 1
        self.sources[summary.source] += 1
        self.came["of a web address"] += bool(summary.url)
        self.came["of a file"] += bool(summary.file and not summary.url)
        self.came["pasted or from elsewhere"] += not (summary.url or summary.file)
        if summary.added:
            ends = [*self.added, summary.added[:10]]
            self.added = [min(ends), max(ends)]
        if summary.story:
            self.stories.setdefault(part, set()).add(summary.story)
        self.agreement.take(len(entry.article.text), entry.annotations)

    def markdown(self) -> str:
        """The whole card."""
        parts = [
            *(name for name in PARTS if name in self.counts),
            *sorted({*self.counts} - {*PARTS}),
        ]
        sections = (
            self._front(parts or ["train"]),
            f"# {_cell(self.name)}\n\nNews articles in which people marked claims and other things"
            f" said, with the tags of a codebook. Made with Claimdesk {__version__}.",
            self._sizes(parts),
            self._tags(parts),
            self._annotators(),
            _agreed(self.agreement.agreed()),
            self._texts(),
            self._licence(),
            FIELDS,
        )
        return "\n\n".join(sections) + "\n"

    def _front(self, parts: Sequence[str]) -> str:
        articles = sum(counts["articles"] for counts in self.counts.values())
        size = next((words for most, words in SIZES if articles < most), "1M<n<10M")
        codes = sorted({code for code in self.languages if re.fullmatch(r"[a-z]{2,3}", code)})
        lines = ["---", f"pretty_name: {_yaml(self.name)}"]
        known = self.licence.lower() or "unknown"
        lines.append(f"license: {known if known in LICENCES.split() else 'other'}")
        if known not in LICENCES.split():
            lines.append(f"license_name: {_yaml(self.licence)}")
        if codes:
            lines += ["language:", *(f"- {_yaml(code)}" for code in codes)]
        lines += ["task_categories:", "- token-classification", "- text-classification"]
        lines += ["size_categories:", f"- {size}", "tags:", "- news", "- fact-checking"]
        lines.append("configs:")
        related = [part for part in parts if part in self.counts and self.counts[part]["relations"]]
        configs = (("default", "data", parts), ("relations", "relations", related))
        for config, folder, filled in configs:
            if filled:
                lines += [f"- config_name: {config}", "  data_files:"]
            for part in filled:
                lines += [f"  - split: {part}", f"    path: {folder}/{part}-*.parquet"]
        return "\n".join([*lines, "---"])

    def _sizes(self, parts: Sequence[str]) -> str:
        names = ("articles", "annotations", "relations", "characters")
        rows: list[Row] = [
            (part, *(self.counts[part][name] for name in names), len(self.stories.get(part, ())))
            for part in parts
        ]
        said = "## Size\n\n" + _table(("part", *names, "stories"), rows)
        shared = self._shared()
        if self.split_by or len(parts) > 1:
            by = f"were made by `{self.split_by}`" if self.split_by else "came in with an import"
            said += f"\n\nThe parts {by}."
            if self.split_by:
                said += " It puts articles on one event, copies of one text and articles that a"
                said += " relation joins into one part, and balances the parts by tag."
            of = "story is" if shared == 1 else "stories are"
            said += f" Here {shared} named {of} in several parts." if shared else ""
        if "unsplit" in parts:
            said += " What is in `unsplit` came after the split, and may be on any event."
        return said

    def _shared(self) -> int:
        """How many stories have articles in several of the parts that were split."""
        split = Counter(
            story for part, of in self.stories.items() if part != "unsplit" for story in of
        )
        return sum(count > 1 for count in split.values())

    def _tags(self, parts: Sequence[str]) -> str:
        paths = [*self.tags, *sorted({tag for used in self.used.values() for tag in used})]
        rows: list[Row] = []
        for path in dict.fromkeys(paths):
            tag = self.tags.get(path)
            applies = ", ".join(tag.applies) if tag else ""
            asked = ", ".join(one.name for one in tag.attributes) if tag else ""
            meaning = tag.meaning if tag else ""
            numbers = (self.used[part][path] for part in parts)
            rows.append((f"`{path}`", meaning, applies, asked, *numbers))
        columns = ("tag", "meaning", "of", "attributes", *parts)
        said = "## Tags\n\n" + (_table(columns, rows) if rows else "There are none.")
        attributes = {one.name: one for tag in self.tags.values() for one in tag.attributes}
        asked_for: list[Row] = [
            (f"`{one.name}`", ", ".join(one.choices) or "any words", one.meaning)
            for one in attributes.values()
        ]
        if asked_for:
            said += "\n\n" + _table(("attribute", "answers", "meaning"), asked_for)
        return said

    def _annotators(self) -> str:
        rows = sorted(self.annotators.items(), key=lambda one: (-one[1], one[0]))
        table = _table(("annotator", "annotations, relations and tags of articles"), rows)
        return "## Annotators\n\n" + (table if rows else "Nothing was marked.")

    def _texts(self) -> str:
        named = {name: count for name, count in self.sources.items() if name}
        ranked = sorted(named.items(), key=lambda one: (-one[1], one[0]))
        said = "## Texts\n\nEach text was decoded once as it came in, with line ends as LF and"
        said += " without control characters, and was not changed after that: `sha256` is of its"
        said += " UTF-8. "
        came = ", ".join(f"{count:,} {how}" for how, count in self.came.items() if count)
        said += f"The articles are {came or 'none'}"
        days = " to ".join(dict.fromkeys(self.added))
        said += f", taken in {days}.\n\n" if days else ".\n\n"
        if not ranked:
            return f"{said}No source is known."
        said += _table(("source", "articles"), ranked[:MOST])
        more = len(ranked) - MOST
        return said + (f"\n\nAnd {more:,} more sources." if more > 0 else "")

    def _licence(self) -> str:
        if not self.licence:
            return f"## Licence\n\nNobody has stated one (`license: unknown`). {PUBLISHERS}"
        said = f"As stated by who exported it: {_cell(self.licence)}."
        return f"## Licence\n\n{said} {PUBLISHERS}"


MOST = 50
"""Sources in the table."""

PUBLISHERS = """The articles belong to their publishers: see what their
licences and your law allow before you pass them on."""

FIELDS = """## Fields

`default` has a row for each article: `id`, `sha256`, `text`, its details (`title` to `split`, null
where nobody knows), and lists of `annotations`, of `tags` of the whole article, of `regions` that
are not its body, of `earlier` texts with the annotations on them, and of `alignments`, which are
decisions on whether two sentences tell the same. An annotation has one or more `fragments`; their
offsets are Unicode code points, end exclusive, so that in Python `text[start:end] == quote`.
`attributes` is a JSON object in a text.

`relations` has a row for each relation from one annotation to another, by their ids, with the
articles they are in."""


def _agreed(found: Agreed) -> str:
    head = "## Agreement\n\n"
    if not found.articles:
        return f"{head}No article was marked by more than one annotator."
    said = f"{found.articles:,} {'article was' if found.articles == 1 else 'articles were'} marked"
    said += " by more than one annotator. Over the tags on each of their characters Krippendorff's"
    said += f" alpha (2011, nominal) is {_share(found.alpha)}; of two annotators, Cohen's kappa"
    said += " (1960) and the share of their annotations that both made alike are:\n\n"
    pairs: list[Row] = [
        (pair.one, pair.other, pair.articles, _share(pair.kappa), f"{pair.same:.0%}")
        for pair in found.pairs
    ]
    said += _table(("annotator", "and", "articles", "kappa", "alike"), pairs)
    said += "\n\nOf one tag alone, marked or not (Krippendorff et al. 2016):\n\n"
    tags: list[Row] = [(f"`{tag}`", _share(alpha)) for tag, alpha in found.by_tag.items()]
    return head + said + _table(("tag", "alpha"), tags)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _table(columns: Row, rows: Iterable[Row]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    """A value in a table of Markdown: one line, and nothing in it is markup."""
    words = f"{value:,}" if isinstance(value, int) else display_line(str(value))
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _yaml(words: str) -> str:
    """A text in YAML: in quotes, as JSON has it, on one line."""
    return json.dumps(display_line(words), ensure_ascii=False)
