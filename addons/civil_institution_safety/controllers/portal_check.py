import werkzeug.exceptions

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import organization_route

from ..tools.period import day
from .common import ADDON, MOST, InstitutionPages


class SelfCheckPages(InstitutionPages, http.Controller):
    """The monthly self-check on the institution's pages (机构端每月自查)."""

    def _check(self, check_id):
        return self._mine("civil.safety.check", check_id)

    @organization_route("/my/self-checks")
    def checks(self, **_kw):
        """List the months, the newest first."""
        checks = request.env["civil.safety.check"].sudo()
        checks = checks.search([("institution_id", "=", self._home().id)], limit=60)
        return self._page(f"{ADDON}.portal_checks", checks=checks)

    @organization_route("/my/self-checks/<int:check_id>")
    def check(self, check_id, filed=None, **_kw):
        """Show how far the sheet of a month is, or what was filed."""
        check = self._check(check_id)
        sections = check._page_sections()
        return self._page(
            f"{ADDON}.portal_check",
            check=check,
            sections=sections,
            first=([part["number"] for part in sections if part["left"]] or [0])[0],
            just_filed=bool(filed),
        )

    @organization_route(
        "/my/self-checks/<int:check_id>/sections/<int:number>",
        methods=["GET", "POST"],
    )
    def section(self, check_id, number, to="", **values):
        """Show the items of a section; what is sent is kept, complete or not."""
        check = self._check(check_id)
        sections = check._page_sections()
        if not 1 <= number <= len(sections):
            raise werkzeug.exceptions.NotFound
        refused = False
        if request.httprequest.method == "POST":
            lines = sections[number - 1]["lines"]
            refused = self._try(check._page_save, self._answers(lines, values))
            if not refused:
                return request.redirect(self._next(check, sections, number, to))
        return self._page(
            f"{ADDON}.portal_check_section",
            check=check,
            number=number,
            count=len(sections),
            section=check._page_sections()[number - 1],
            refused=refused,
        )

    def _answers(self, lines, values):
        """What a form says of each line."""
        answers = {}
        for line in lines:
            given = {
                name: values[f"{name}_{line.id}"]
                for name in ("result", "note")
                if f"{name}_{line.id}" in values
            }
            if given:
                answers[line.id] = given
        return answers

    def _next(self, check, sections, number, to):
        path = f"/my/self-checks/{check.id}"
        if to == "previous" and number > 1:
            return f"{path}/sections/{number - 1}"
        if to == "next" and number < len(sections):
            return f"{path}/sections/{number + 1}"
        return path if to != "next" else f"{path}/file"

    @organization_route("/my/self-checks/<int:check_id>/answers", type="jsonrpc")
    def answers(self, check_id, answers=None, **_kw):
        """Keep answers as they are given, and tell how far the sheet is."""
        check = self._check(check_id)
        try:
            return check._page_save(answers if isinstance(answers, dict) else {})
        except UserError as error:
            return {"closed": error.args[0]}

    @organization_route(
        "/my/self-checks/<int:check_id>/photos/<int:line_id>",
        methods=["GET", "POST"],
        max_content_length=MOST,
    )
    def photo(self, check_id, line_id, file=None, **_kw):
        """Show the photo of an item, or keep a new one."""
        line = self._line(check_id, line_id)
        if request.httprequest.method == "POST":
            return self._add_photo(line, "photo", file)
        return self._photo(line, "photo")

    @organization_route(
        "/my/self-checks/<int:check_id>/photos/<int:line_id>/remove", type="jsonrpc"
    )
    def remove_photo(self, check_id, line_id, **_kw):
        """Take the photo of an item away again."""
        problem = self._try(self._line(check_id, line_id).write, {"photo": False})
        return {"error": problem} if problem else {"ok": 1}

    def _line(self, check_id, line_id):
        line = self._check(check_id).line_ids.filtered(lambda one: one.id == line_id)
        if not line:
            raise werkzeug.exceptions.NotFound
        return line

    @organization_route("/my/self-checks/<int:check_id>/file", methods=["GET", "POST"])
    def file(self, check_id, checker="", checked_date="", **_kw):
        """Show what still stands against filing; file the sheet, once."""
        check, refused = self._check(check_id), False
        if request.httprequest.method == "POST":
            filed = check.state == "filed"
            refused = self._try(check._page_file, str(checker), day(str(checked_date)))
            if not refused:
                if not filed:
                    self._note("submitted", check.display_name)
                return request.redirect(f"/my/self-checks/{check.id}?filed=1")
        if check.state == "filed":
            return request.redirect(f"/my/self-checks/{check.id}")
        return self._page(
            f"{ADDON}.portal_check_file",
            check=check,
            left=[part for part in check._page_sections() if part["left"]],
            problems=check.line_ids.filtered(lambda line: line.result == "no"),
            refused=refused,
            checker=checker or check.checker or "",
            checked_date=checked_date,
        )
