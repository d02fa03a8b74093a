"""Pictures of pages: looked at, sealed, on disk before anybody is told, gone with their case."""

from io import BytesIO

import pytest
from PIL import Image

from queue_server.cases.errors import NotAPictureError, NoVisitError
from queue_server.cases.pages import PageFolder
from queue_server.cases.pictures import SMALL_SIDE, look_at, media_type_of, small
from queue_server.cases.visits import VISIT_LASTS, Visits
from queue_server.sealing import Sealer
from tests.queue_server.cases.conftest import picture

DIGEST = "0" * 64


@pytest.fixture
def folder(tmp_path):
    return PageFolder(tmp_path / "pages", Sealer(b"a" * 32))


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_is_one(form, media_type):
    body = picture(form=form)
    assert look_at(body) == (media_type, 600, 800)
    assert media_type_of(body) == media_type


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"%PDF-1.4 not a picture",
        b"\xff\xd8\xff\xe0" + bytes(5000),
        picture(form="GIF"),
        picture(form="BMP"),
        picture(size=(600, 100)),
        picture(size=(12_001, 300)),
        picture(size=(10_000, 9_000)),
    ],
    ids=["nothing", "document", "only a head", "gif", "bmp", "a strip", "a ribbon", "a bomb"],
)
def test_a_picture_that_is_none_is_refused(body):
    with pytest.raises(NotAPictureError):
        look_at(body)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_half_a_picture_is_none(form):
    noisy = picture(form=form, size=(2000, 3000))
    with pytest.raises(NotAPictureError):
        look_at(noisy[: len(noisy) // 2])


def test_a_page_comes_back_as_it_was(folder):
    folder.put("case", "page", DIGEST, b"picture")
    assert folder.has("case", "page", DIGEST)
    assert folder.read("case", "page", DIGEST) == b"picture"
    assert not folder.has("case", "page", "1" * 64)
    assert folder.read("case", "other", DIGEST) is None


def test_no_name_becomes_a_path(folder, tmp_path):
    folder.put("../../case", "../..", DIGEST, b"picture")
    (file,) = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert file.parents[2] == tmp_path / "pages"
    assert folder.read("../../case", "../..", DIGEST) == b"picture"


def test_a_page_is_readable_by_its_owner_only_and_sealed(folder, tmp_path):
    folder.put("case", "page", DIGEST, b"picture")
    (file,) = tmp_path.rglob("*.page")
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"picture" not in file.read_bytes()


def test_a_page_of_another_key_or_another_place_is_not_read(folder, tmp_path, capsys):
    folder.put("case", "page", DIGEST, b"picture")
    folder.put("case", "other", DIGEST, b"another")
    first, second = sorted(tmp_path.rglob("*.page"))
    second.write_bytes(first.read_bytes())
    assert None in (folder.read("case", "page", DIGEST), folder.read("case", "other", DIGEST))


def test_a_power_cut_leaves_no_half_of_a_page(folder, tmp_path, monkeypatch):
    def power_cut(_descriptor):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("os.fsync", power_cut)
        with pytest.raises(KeyboardInterrupt):
            folder.put("case", "page", DIGEST, b"picture")
    assert not folder.has("case", "page", DIGEST)
    folder.remove_case("case")
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_a_case_is_removed_with_all_its_pages_and_may_be_gone_already(folder, tmp_path):
    folder.put("case", "page", DIGEST, b"picture")
    folder.put("another", "page", DIGEST, b"picture")
    folder.remove_case("case")
    folder.remove_case("case")
    assert not folder.has("case", "page", DIGEST)
    assert folder.has("another", "page", DIGEST)


class TestVisits:
    @pytest.fixture
    def visits(self):
        return Visits(Sealer(b"a" * 32))

    def test_a_visit_is_its_clients_until_it_ends(self, visits, friday):
        visit, word = visits.begin("person", "kiosk-01", friday)
        assert visits.of(word, "kiosk-01", friday) == visit
        for client, now in (("kiosk-02", friday), ("kiosk-01", friday + VISIT_LASTS)):
            with pytest.raises(NoVisitError):
                visits.of(word, client, now)

    @pytest.mark.parametrize("word", [None, "", "nothing", "ü", "AAAA", "a" * 500])
    def test_what_nobody_gave_out_is_none(self, visits, friday, word):
        with pytest.raises(NoVisitError):
            visits.of(word, "kiosk-01", friday)

    def test_a_visit_of_another_hall_is_none(self, visits, friday):
        _, word = Visits(Sealer(b"b" * 32)).begin("person", "kiosk-01", friday)
        with pytest.raises(NoVisitError):
            visits.of(word, "kiosk-01", friday)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_a_small_picture_is_made_of_whatever_is_handed_in(mode):
    out = BytesIO()
    Image.new(mode, (1200, 1700)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    look_at(out.getvalue())
    with Image.open(BytesIO(small(out.getvalue()))) as image:
        assert (image.format, max(image.size)) == ("JPEG", SMALL_SIDE)


def test_a_small_picture_is_kept_sealed_and_goes_with_its_page(folder, tmp_path):
    folder.put("case", "page", DIGEST, picture())
    made = folder.small("case", "page", DIGEST)
    (kept,) = tmp_path.rglob("*.small")
    assert kept.read_bytes() != made
    assert folder.small("case", "page", DIGEST) == made
    kept.write_bytes(kept.read_bytes()[:50])  # the power went
    assert folder.small("case", "page", DIGEST) == made
    assert folder.small("case", "other", DIGEST) is None
    folder.remove("case", "page", DIGEST)
    assert not list(tmp_path.rglob("*.small"))


def test_of_a_page_that_goes_while_its_small_picture_is_made_nothing_stays(folder, tmp_path, monkeypatch):
    folder.put("case", "page", DIGEST, picture())

    def made(body):
        folder.remove("case", "page", DIGEST)
        return small(body)

    monkeypatch.setattr("queue_server.cases.pages.small", made)
    assert folder.small("case", "page", DIGEST)
    assert not list(tmp_path.rglob("*.small"))
