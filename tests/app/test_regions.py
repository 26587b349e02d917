"""At the desk: what is not body is dim, passed over, explained, and corrected."""

from tests.app.seat import library_of
from tui.store import regions
from tui.store.opening import open_reader

LATEST = "Latest articles"


def corrections(seat):
    with open_reader(seat.app.workspace.store.path) as store:
        return [(one.body, one.by) for one in regions.corrections(store, seat.reading.article.uid)]


async def test_it_is_dim_and_the_body_is_not(at_desk):
    async with at_desk() as seat:
        shades = seat.desk.look.shades
        assert seat.styles("HomeInternational", 6).color == shades.faded.color
        assert seat.styles("Northern Tuareg").color != shades.faded.color


async def test_reading_by_sentence_ends_where_the_article_does(at_desk):
    async with at_desk() as seat:
        await seat.go_to("Malian authorities deny")
        await seat.press("j", "j")
        assert seat.reading.text[seat.reading.cursor :].startswith("Malian authorities deny")
        await seat.go_to("these allegations")
        await seat.press("home", "down", "down")
        assert seat.reading.text[seat.reading.cursor :].startswith(LATEST)


async def test_the_status_says_why_where_the_cursor_is(at_desk):
    async with at_desk() as seat:
        await seat.go_to(LATEST)
        assert "not body: follows the heading “Latest articles”" in seat.status


async def test_z_lists_it_with_reasons_and_enter_goes_there(at_desk):
    async with at_desk() as seat:
        await seat.press("z")
        assert "Not body (17): dim, passed over by sentence and word" in seat.page
        assert "the way to the page" in seat.page
        await seat.press("j")
        assert "follows the heading “Latest articles”" in seat.page
        await seat.press("enter")
        assert seat.reading.text[seat.reading.cursor :].startswith(LATEST)


async def test_z_twice_reads_it_like_the_rest_and_that_is_remembered(at_desk):
    async with at_desk() as seat:
        await seat.press("z", "z", "escape")
        await seat.go_to("Malian authorities deny")
        await seat.press("j")
        assert seat.reading.text[seat.reading.cursor :].startswith(LATEST)
    async with at_desk() as seat:
        assert not seat.reading.aside.skipped


async def test_a_paragraph_is_said_to_be_body_and_undone(at_desk):
    async with at_desk() as seat:
        await seat.go_to(LATEST)
        await seat.press("Z")
        assert "this paragraph is body · u undo" in seat.status
        assert corrections(seat) == [(True, "ana")]
        assert seat.styles(LATEST, 3).color != seat.desk.look.shades.faded.color
        await seat.press("u")
        assert corrections(seat) == []
        assert seat.styles(LATEST, 3).color == seat.desk.look.shades.faded.color


async def test_a_paragraph_is_said_not_to_be_body(at_desk, tmp_path):
    path = library_of(tmp_path / "t.db", "The toll rose.\n  Watch our film  \nNobody knew.\n")
    async with at_desk(path=path) as seat:
        await seat.press("z")
        assert "all of it is taken for body" in seat.status
        await seat.go_to("film")
        await seat.press("Z")
        assert "this paragraph is not body" in seat.status
        ((one,), text) = seat.reading.aside.regions, seat.reading.text
        assert text[one.start : one.end] == "Watch our film"
        await seat.press("g", "j")
        assert text[seat.reading.cursor :] == "Nobody knew.\n"


async def test_the_list_corrects_too_and_is_left_when_nothing_is_on_it(at_desk, tmp_path):
    path = library_of(tmp_path / "t.db", "The toll rose.\nWatch our film\n")
    async with at_desk(path=path) as seat:
        await seat.go_to("Watch")
        await seat.press("Z", "z", "Z")
        assert seat.app.screen is seat.desk
        assert seat.reading.aside.regions == ()
        assert corrections(seat) == [(True, "ana")]


async def test_moves_ask_the_database_nothing(at_desk):
    async with at_desk() as seat:
        asked = []
        store = seat.app.workspace.store
        await seat.go_to("Malian authorities deny")
        store.connection.set_trace_callback(asked.append)
        await seat.press("k", "j", "j", "w", "}")
        store.connection.set_trace_callback(None)
        assert [words for words in asked if "region" in words] == []
