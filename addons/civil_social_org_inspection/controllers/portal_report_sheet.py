import json

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import organization_route

from .portal_report import ReportPagesMixin, file_response

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 5 * 1024 * 1024


class ReportSheets(ReportPagesMixin, http.Controller):
    """The annual report as a workbook: out, and in again."""

    @organization_route("/my/reports/<int:report_id>/sheet")
    def sheet(self, report_id, **_kw):
        """Return the workbook to be filled in."""
        report = self._report(report_id)
        self._note("downloaded", report.display_name)
        name = f"{report.name}_{report.year}.xlsx"
        return file_response(report._sheet(), _XLSX, name)

    @organization_route(
        "/my/reports/<int:report_id>/sheet/read",
        methods=["POST"],
        max_content_length=_MOST,
    )
    def bring(self, report_id, file=None, **_kw):
        """Take a workbook in as a whole, or show what is wrong with it."""
        report = self._report(report_id)
        try:
            if file is None or isinstance(file, str):
                raise UserError(request.env._("Choose a file."))
            values, faults = report._read_sheet(file.read(_MOST))
            if not faults:
                return self._take(report, values)
        except UserError as error:
            return self._result(report, error=error.args[0])
        return self._result(report, faults=faults, values=values)

    @organization_route("/my/reports/<int:report_id>/sheet/take", methods=["POST"])
    def take(self, report_id, values="{}", **_kw):
        """Take what could be read of a workbook that has faults, as confirmed."""
        report = self._report(report_id)
        try:
            return self._take(report, json.loads(values))
        except (UserError, ValueError) as error:
            return self._result(report, error=str(error))

    def _take(self, report, values):
        if not values:
            raise UserError(
                request.env._("Nothing is filled in: the yellow cells are empty.")
            )
        state = report._take_answers(values)
        if state["refused"]:
            raise UserError("\n".join(state["refused"].values()))
        return request.redirect(f"/my/reports/{report.id}?taken={len(values)}")

    def _result(self, report, error=False, faults=(), values=()):
        return self._report_page(
            "portal_report_sheet",
            report,
            error=error,
            faults=faults,
            count=len(values),
            values=json.dumps(values or {}, ensure_ascii=False),
        )
