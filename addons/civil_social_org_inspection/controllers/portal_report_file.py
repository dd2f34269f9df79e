import werkzeug.exceptions

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.civil_organization_portal.controllers.common import organization_route

from ..models.civil_social_report_paper import SHOWN
from .portal_report import ReportPagesMixin, file_response

#: What a file is read of at most, before the rule about its size is looked at.
_MOST = 64 * 1024 * 1024


class ReportFiles(ReportPagesMixin, http.Controller):
    """The papers that go with an annual report."""

    @organization_route(
        "/my/reports/<int:report_id>/files",
        methods=["POST"],
        max_content_length=_MOST,
    )
    def add(self, report_id, kind="", file=None, **_kw):
        """Take a paper in; answers with JSON, for the script of the page."""
        report = self._report(report_id)
        files = request.env["civil.social.report.file"].sudo()
        try:
            with request.env.cr.savepoint():
                if file is None or isinstance(file, str):
                    raise UserError(request.env._("Choose a file."))
                content = file.read(_MOST)
                handed = files._hand_in(report, kind, file.filename or "", content)
        except UserError as error:
            return request.make_json_response({"error": error.args[0]})
        return request.make_json_response(
            {
                "id": handed.id,
                "name": handed.name,
                **self._state(report),
            }
        )

    @organization_route(
        "/my/reports/<int:report_id>/files/<int:file_id>/remove", type="jsonrpc"
    )
    def remove(self, report_id, file_id, **_kw):
        """Take a paper away again."""
        report = self._report(report_id)
        try:
            self._file(report, file_id).unlink()
        except UserError as error:
            return {"error": error.args[0]}
        return self._state(report)

    @organization_route("/my/reports/<int:report_id>/files/<int:file_id>")
    def show(self, report_id, file_id, **_kw):
        """Return a paper: shown where that is harmless, otherwise downloaded."""
        file = self._file(self._report(report_id), file_id)
        content = file._bytes()
        mimetype = file._mimetype(content)
        shown = mimetype in SHOWN
        kept = mimetype if shown else "application/octet-stream"
        return file_response(content, kept, file.name, shown=shown)

    def _file(self, report, file_id):
        file = report.file_ids.filtered(lambda one: one.id == file_id)
        if not file:
            raise werkzeug.exceptions.NotFound
        return file

    def _state(self, report):
        problems = report._problems()
        return {"problems": problems, "progress": report._page_progress(problems)}
