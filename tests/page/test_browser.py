"""The page in a real Chromium, as a person uses it: every state, and nothing that leaves it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from curl2sms.page import content, serving
from tests.browser import CHROMIUM, WHY_NOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
expect = sync_api.expect

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason=WHY_NOT)]

ROOT = Path(__file__).parents[2]
OPEN = "curl https://sms.example/send -d first=447700900123 -d second=447700900124 -d text='😀 See you at 5'"
SECRET = "curl https://sms.example/send -H 'X-API-Key: k3y-0f-mine-42' -d to=447700900123 -d text='See you at 5'"
BROKEN = 'curl https://sms.example/send -d \'{"to": "447700900123", "text": "Hi }\''
LOSING = f"{SECRET} --cert mine.pem"
ATTACK = "<img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script>"
ATTACKING = (
    f"curl 'https://sms.example/{ATTACK}' -H 'X-{'A'}: {ATTACK}' -d to=447700900123 --data-urlencode 'text={ATTACK}'"
)
SETTLED = '[data-state="{}"]:not([data-busy])'


@contextmanager
def served() -> Iterator[str]:
    """A page that answers, and its address."""
    with serving.server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield serving.url(server)
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@contextmanager
def opened(chromium: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The page, open; whatever it says to the console or asks of anybody else is a failure."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
    said: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else said.append(request.url))
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    try:
        yield page
    finally:
        context.close()
    assert [one for one in said if not one.startswith(("blob:", "Failed to load resource: net::ERR_"))] == []


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


def paste(page: Page, text: str, state: str = "converted") -> None:
    page.locator("#sample").evaluate(
        "(box, text) => { box.value = text; box.dispatchEvent(new Event('input')); }", text
    )
    page.wait_for_selector(SETTLED.format(state))


def marks(page: Page) -> dict[str, str]:
    """The marked texts, each with its kind."""
    found = page.locator("#marks mark")
    return {one.inner_text(): (one.get_attribute("class") or "").split()[0] for one in found.all()}


def test_it_begins_empty_with_examples(page: Page) -> None:
    expect(page.locator("#sample")).to_be_focused()
    assert page.locator("#examples button").all_inner_texts() == list(content.EXAMPLES)
    expect(page.locator("#right")).to_be_hidden()


@pytest.mark.parametrize("name", content.EXAMPLES)
def test_each_example_is_proven_with_the_mouse_alone(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_selector(SETTLED.format("converted"))
    page.get_by_role("button", name="Prove it", exact=True).click()
    expect(page.locator("#panels .card.proven")).to_contain_text("Proven:")
    expect(page.locator("#proof-chip")).to_contain_text("Proven:")


def test_values_are_marked_where_they_stand_and_named_in_words(page: Page) -> None:
    paste(page, SECRET)
    assert marks(page) == {
        "send": "constant",
        "k3y-0f-mine-42": "secret",
        "447700900123": "recipient",
        "See you at 5": "message",
    }
    assert page.locator("#marks").inner_text().rstrip("\n") == SECRET
    expect(page.locator("#panel-values > ul .tag")).to_have_text(["recipient", "message", "secret"])
    assert "k3y-0f-mine-42" not in page.locator("#right").inner_text()


def test_pointing_at_one_side_marks_the_other(page: Page) -> None:
    paste(page, SECRET)
    page.locator("#panel-values li", has_text="447700900123").hover()
    expect(page.locator("#marks mark.here")).to_have_text("447700900123")
    box = page.locator("#marks mark.message").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    expect(page.locator("#panel-values li.here")).to_contain_text("See you at 5")
    expect(page.locator("#pointed")).to_contain_text("message See you at 5 form:text")
    page.locator("#sample").focus()
    page.keyboard.press("Control+Home")
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#pointed")).to_contain_text("send path:1")


def test_a_question_is_answered_by_a_click_and_the_answer_taken_back(page: Page) -> None:
    paste(page, OPEN, "question")
    expect(page.locator("#verdict h2")).to_have_text("2 values may be the recipient's number.")
    assert "--to" not in page.locator("#right").inner_text()
    second = page.locator("#question button").nth(1)
    second.hover()
    expect(page.locator("#marks mark.here")).to_have_text("447700900124")
    second.click()
    page.wait_for_selector(SETTLED.format("converted"))
    assert marks(page)["447700900124"] == "recipient"
    expect(page.locator("#verdict")).to_be_focused()
    page.get_by_role("button", name="Undo my answer").click()
    page.wait_for_selector(SETTLED.format("question"))
    expect(page.locator("#undo")).to_have_count(0)


def test_of_several_commands_one_is_chosen(page: Page) -> None:
    command = "curl https://sms.example/{} -d to=447700900123 -d text='See you at 5'\n"
    paste(page, command.format("one") + command.format("two"), "question")
    page.locator("#question button", has_text="command 2").click()
    page.wait_for_selector(SETTLED.format("converted"))
    page.click("#tab-template")
    expect(page.locator("#panel-template pre")).to_contain_text("https://sms.example/two")


def test_another_value_can_be_the_number(page: Page) -> None:
    paste(page, "curl https://sms.example/send -d to=447700900123 -d sender=447700900124 -d text='See you at 5'")
    row = page.locator('#panel-values li[data-row="form:sender"]')
    row.hover()
    row.get_by_role("button", name="It is the number").click()
    page.wait_for_selector("#undo")
    assert marks(page)["447700900124"] == "recipient"


def test_a_note_is_acted_on_where_it_stands(page: Page) -> None:
    paste(page, SECRET.replace("k3y-0f-mine-42", "YOUR_API_KEY") + " -d ref=2024-0117")
    page.get_by_label("Your value for header:X-API-Key").fill("abcdef")
    page.get_by_role("button", name="Fill in").click()
    page.wait_for_selector("#undo")
    page.get_by_role("button", name="Put $$MessageID here").click()
    page.wait_for_selector('[data-row="form:ref"] >> text=$$MessageID', state="attached")
    page.click("#tab-template")
    page.check("#keep")
    expect(page.locator("#panel-template pre")).to_contain_text('"value": "abcdef"')
    expect(page.locator("#panel-template pre")).to_contain_text('"value": "$$MessageID"')
    page.get_by_role("button", name="Undo my answer").click()
    expect(page.locator("#panel-template pre")).to_contain_text('"value": "2024-0117"')


def test_a_list_of_records_becomes_a_batch(page: Page) -> None:
    paste(page, (ROOT / "samples" / "msg91-v2.sh").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Put up to 100 messages into one request").click()
    page.wait_for_selector("#undo")
    page.click("#prove")
    page.wait_for_selector("#panels .card.proven")


def test_a_refusal_says_what_to_do_and_leads_to_the_place(page: Page) -> None:
    paste(page, BROKEN, "error")
    expect(page.locator("#verdict h2")).to_contain_text("Invalid JSON")
    page.locator("#verdict .link").click()
    start = page.evaluate("document.getElementById('sample').selectionStart")
    assert BROKEN[start] == '"'
    assert marks(page)['"'] == "fault"


def test_what_is_lost_comes_first(page: Page) -> None:
    paste(page, LOSING)
    expect(page.locator("#verdict .losses")).to_contain_text("can't hold a client certificate")
    page.locator("#verdict .losses .link").click()
    start, end = page.locator("#sample").evaluate("box => [box.selectionStart, box.selectionEnd]")
    assert "--cert" in LOSING[start:end]
    expect(page.locator("#notes")).not_to_contain_text("hold a client certificate")


def test_the_form_is_copied_and_ticked_and_its_secrets_are_shown_on_demand(page: Page) -> None:
    paste(page, SECRET)
    page.click("#tab-form")
    row = page.locator(".row", has_text="HTTP Endpoint")
    row.get_by_role("button", name="Copy").click()
    expect(row.get_by_role("checkbox")).to_be_checked()
    assert page.evaluate("navigator.clipboard.readText()") == "https://sms.example/send"
    assert "k3y-0f-mine-42" not in page.locator("#right").inner_text()
    page.locator(".row", has_text="Headers").get_by_role("button", name="Show").click()
    expect(page.locator(".row", has_text="Headers")).to_contain_text("k3y-0f-mine-42")
    expect(page.locator(".row", has_text="HTTP Endpoint").get_by_role("checkbox")).to_be_checked()
    page.locator("#platform").select_option("clevertap-raw")
    expect(page.locator("#platform")).to_have_value("clevertap-raw")


def test_a_message_is_tried_as_it_is_typed(page: Page) -> None:
    paste(page, SECRET)
    page.click("#tab-try")
    page.fill("#try-to", "+447400123456")
    page.fill("#try-body", "Zoë & Max")
    expect(page.locator("#rendered .request").first).to_contain_text("to=447400123456&text=Zo%C3%AB+%26+Max")
    expect(page.locator("#rendered .segments")).to_contain_text("UCS-2")
    assert "k3y-0f-mine-42" not in page.locator("#right").inner_text()
    expect(page.locator("#rendered .copy")).to_have_count(0)
    page.check("#try-reveal")
    page.locator("#rendered .copy").click()
    assert "k3y-0f-mine-42" in page.evaluate("navigator.clipboard.readText()")
    page.fill("#try-to", "what")
    expect(page.locator("#rendered .card.stopped")).to_be_visible()


def test_a_delivery_report_becomes_the_callback_by_answers_that_can_be_taken_back(page: Page) -> None:
    paste(page, SECRET)
    page.click("#tab-reports")
    page.fill("#report", "id=77&status=DELIVRD&sent=2024-05-22 15:36:20")
    expect(page.locator("#mapped .asks")).to_contain_text("doesn't say how to read this report")
    for part in ("The message's ID", "The state", "Means delivered"):
        page.locator("#mapped .candidates button", has_text=re.compile(f"^{part}")).click()
    callback = page.locator("#mapped pre").first
    expect(callback).to_contain_text('"event": "delivered"')
    expect(callback).to_contain_text('"meta": "77"')
    expect(page.locator("#mapped pre").nth(1)).to_contain_text('"id": "form:id"')
    expect(page.locator("#mapped .difference")).to_contain_text("The timenothing")
    for _ in range(3):
        page.click("#report-undo")
    page.click("#report-all")
    expect(page.locator("#mapped .difference")).to_contain_text("2024-05-22 15:36:20")
    page.fill("#report-zone", "Nowhere/Else")
    expect(page.locator("#mapped .stopped")).to_contain_text("Nowhere/Else")
    page.fill("#report-zone", "Asia/Kolkata")
    page.click("#report-undo")
    expect(page.locator("#mapped .candidates button", has_text="Means delivered")).to_be_visible()
    page.reload()
    page.wait_for_selector(SETTLED.format("converted"))
    expect(page.locator("#report")).to_have_value("id=77&status=DELIVRD&sent=2024-05-22 15:36:20")


def test_a_text_is_read_as_the_kind_that_a_person_chooses(page: Page) -> None:
    text = (
        "POST /send HTTP/1.1\nHost: sms.example\n\nto=447700900123&text=See you at 5\n# curl https://sms.example/other"
    )
    paste(page, text, "error")
    page.get_by_label("Read as").select_option("http")
    page.wait_for_selector(SETTLED.format("converted"))
    page.get_by_role("button", name="Undo my answer").click()
    page.wait_for_selector(SETTLED.format("error"))
    expect(page.locator("#kind")).to_have_value("")


def test_a_variable_is_asked_for(page: Page) -> None:
    paste(page, SECRET.replace("k3y-0f-mine-42", "$KEY").replace("'X-API-Key: $KEY'", '"X-API-Key: $KEY"'))
    page.click("#tab-try")
    page.get_by_label("${KEY}").fill("abcdef")
    page.check("#try-reveal")
    expect(page.locator("#rendered .request").first).to_contain_text("X-API-Key: abcdef")


def test_the_template_leaves_secrets_out_unless_they_are_wanted(page: Page) -> None:
    paste(page, SECRET)
    page.click("#tab-template")
    expect(page.locator("#panel-template pre")).to_contain_text("${SMS_X_API_KEY}")
    with page.expect_download() as saved:
        page.click("#download")
    assert saved.value.suggested_filename == "sms.json"
    assert json.loads(saved.value.path().read_text(encoding="utf-8"))["headers"][0]["value"] == "${SMS_X_API_KEY}"
    page.check("#keep")
    expect(page.locator("#panel-template pre")).to_contain_text("k3y-0f-mine-42")


def test_a_changed_template_is_broken_and_what_failed_comes_first(page: Page) -> None:
    template = json.loads((ROOT / "samples" / "plivo.json").read_text(encoding="utf-8"))
    template["response"] = {"success": {"status": [200]}}
    paste(page, json.dumps(template), "template")
    expect(page.locator("#verdict")).to_contain_text("This is already a template")
    page.click("#prove")
    expect(page.locator("#panels .card.stopped")).to_contain_text("Not proven")
    expect(page.locator("#panels .checks").first).to_have_class("checks fail")
    expect(page.locator("#panels details")).not_to_have_attribute("open", "")
    paste(page, json.dumps({**template, "methd": "POST"}), "error")
    expect(page.locator("#verdict")).to_contain_text("methd")


def test_an_example_can_be_taken_back_as_what_was_typed_can(page: Page) -> None:
    page.fill("#sample", SECRET)
    page.wait_for_selector(SETTLED.format("converted"))
    page.click("#clear")
    page.wait_for_selector(SETTLED.format("empty"))
    page.get_by_role("button", name="Plivo").click()
    page.wait_for_selector(SETTLED.format("converted"))
    for _ in range(2):
        page.locator("#sample").press("Control+z")
    expect(page.locator("#sample")).to_have_value(SECRET)
    page.wait_for_selector('#verdict h2:has-text("sms.example")')


def test_a_reload_loses_nothing_and_another_tab_gets_nothing(page: Page, chromium: Browser, address: str) -> None:
    paste(page, OPEN, "question")
    page.locator("#question button").nth(1).click()
    page.wait_for_selector(SETTLED.format("converted"))
    page.click("#tab-try")
    page.fill("#try-body", "Another text")
    page.reload()
    page.wait_for_selector(SETTLED.format("converted"))
    assert page.input_value("#sample") == OPEN
    expect(page.locator("#tab-try")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#try-body")).to_have_value("Another text")
    assert "447700900124" not in page.url
    other = page.context.new_page()
    other.goto(address)
    assert other.input_value("#sample") == ""


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("sample.sh", SECRET.encode(), "converted"),
        ("windows.txt", b"\xff\xfe" + SECRET.encode("utf-16-le"), "converted"),
        ("provider.json", (ROOT / "samples" / "plivo.json").read_bytes(), "template"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(500), "error"),
        ("large.txt", b"curl '" + b"x" * (2 << 20), "error"),
    ],
)
def test_a_file_is_opened(page: Page, name: str, data: bytes, state: str) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": data})
    page.wait_for_selector(SETTLED.format(state))


def test_a_file_is_dropped(page: Page) -> None:
    page.evaluate(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "sample.sh"));
            const how = { dataTransfer: transfer, bubbles: true, cancelable: true };
            for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, how));
        }""",
        SECRET,
    )
    page.wait_for_selector(SETTLED.format("converted"))
    assert page.input_value("#sample") == SECRET


def test_thousands_of_commands_and_values_have_a_state(page: Page) -> None:
    paste(page, "curl https://sms.example/send -d a=1\n" * 3000, "error")
    numbers = ", ".join(f'"{447700900000 + number}"' for number in range(3000))
    paste(page, f'curl https://sms.example/send -d \'{{"to": [{numbers}], "text": "See you at 5"}}\'')
    expect(page.locator("#notes")).to_contain_text("Dropped 2999 extra recipients")


def test_text_from_outside_is_only_text(page: Page) -> None:
    page.fill("#sample", ATTACKING)
    page.wait_for_selector('[data-state]:not([data-state="empty"]):not([data-busy])')
    for tab in page.locator("#tabs button").all():
        tab.click()
    assert page.title() == content.words()["title"]
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.scripts.length") == 3


def test_a_server_that_has_ended_loses_nothing(chromium: Browser) -> None:
    with served() as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address)
        paste(page, SECRET)
    paste(page, OPEN, "gone")
    assert page.input_value("#sample") == OPEN
    expect(page.locator("#verdict")).to_contain_text("doesn't answer")
    context.close()


def test_the_tabs_obey_the_keyboard(page: Page) -> None:
    paste(page, SECRET)
    page.locator("#tab-values").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-form")).to_be_focused()
    expect(page.locator("#panel-form")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("#tab-template")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-values")).to_have_attribute("aria-selected", "true")


def test_in_one_column_the_verdict_comes_before_the_notes(chromium: Browser, address: str) -> None:
    with opened(chromium, address, viewport={"width": 390, "height": 800}) as page:
        paste(page, LOSING.replace("k3y-0f-mine-42", "YOUR_API_KEY"))
        tops = [page.locator(one).bounding_box() for one in ("#editor", "#verdict", "#notes", "#tabs")]
        assert sorted(tops, key=lambda box: box["y"] if box else 0) == tops


def axe() -> str:
    """The rules of axe-core, as the package of that name holds them."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_shut_out_and_nothing_scrolls_sideways(
    chromium: Browser, address: str, scheme: str, width: int
) -> None:
    """WCAG 2.2 as far as axe-core can tell, in every state."""
    with opened(chromium, address, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        page.evaluate(axe())

        def check(where: str) -> None:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
            result = page.evaluate("axe.run()")
            wrong = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in result["violations"]]
            assert wrong == [], where

        check("empty")
        paste(page, LOSING)
        for name in ("values", "form", "try", "proof", "template"):
            page.click(f"#tab-{name}")
            if name == "proof":
                page.click("#prove-here")
                page.wait_for_selector(".card.proven")
            page.wait_for_selector(f"#panel-{name} > *")
            check(name)
        paste(page, OPEN, "question")
        check("question")
        paste(page, BROKEN, "error")
        check("error")
