import werkzeug.exceptions

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from odoo.addons.civil_organization_portal.controllers.common import (
    OrganizationPages,
    organization_route,
)

_ADDON = "civil_social_org_inspection"


class ReportPagesMixin(OrganizationPages):
    """What the controllers of an organization's reports share."""

    def _report(self, report_id):
        """Return a report of the current organization, with the system's rights.

        :raises NotFound: it is another organization's, or isn't there
        """
        return self._own("civil.social.report", report_id, "org_id.organization_id")

    def _report_page(self, template, report, **values):
        problems = report._problems() if report.is_editable else {}
        return self._page(
            f"{_ADDON}.{template}",
            report=report,
            problems=problems,
            progress=report._page_progress(problems),
            **values,
        )


class ReportPages(ReportPagesMixin, http.Controller):
    """The annual report on the organization's pages (单位端年报)."""

    @organization_route("/my/reports")
    def reports(self, **_kw):
        """List the organization's reports, the newest year first."""
        reports = self._organization()._own_reports()
        return self._page(f"{_ADDON}.portal_reports", reports=reports)

    @organization_route("/my/reports/<int:report_id>")
    def report(self, report_id, **_kw):
        """Show a report, to be filled in or to be read."""
        report = self._report(report_id)
        files = request.env["civil.social.report.file"].sudo()
        notices = report._portal_notices()
        remarks = {}
        for remark in notices["remarks"]:
            remarks.setdefault(remark["field"], []).append(remark["text"])
        return self._report_page(
            "portal_report",
            report,
            sections=report._portal_sections(),
            computed=report._computed_answers(),
            steps=report._page_steps(),
            remarks=remarks,
            reminders=notices["reminders"],
            papers=report._papers(),
            limits=files._limits(report),
        )

    @organization_route("/my/reports/<int:report_id>/answers", type="jsonrpc")
    def answers(self, report_id, values, revision=None, **_kw):
        """Keep what was typed, and tell how the report stands."""
        report = self._report(report_id)
        try:
            state = report._take_answers(values, revision)
        except UserError as error:
            return {"closed": error.args[0]}
        return {**state, "progress": report._page_progress(state["problems"])}

    @organization_route("/my/reports/<int:report_id>/submit", methods=["GET", "POST"])
    def submit(self, report_id, name="", agreed=None, **_kw):
        """Show what still stands against submitting; sign and submit."""
        report, refused = self._report(report_id), False
        if request.httprequest.method == "POST":
            refused = self._sign(report, name, agreed)
            if not refused:
                return request.redirect(f"/my/reports/{report.id}?submitted=1")
        labels = {
            field["name"]: field["label"]
            for section in report._portal_sections()
            for field in section["fields"]
        }
        return self._report_page(
            "portal_report_submit",
            report,
            labels=labels,
            commitment=report._commitment(),
            refused=refused,
            signed=name,
        )

    def _sign(self, report, name, agreed):
        """Submit the report and return what stands against it, or False."""
        if not agreed:
            return request.env._("Read the commitment and agree to it.")
        try:
            with request.env.cr.savepoint():
                report._sign_and_submit(name)
        except UserError as error:
            return error.args[0]
        self._note("submitted", report.display_name)
        return False

    @organization_route("/my/reports/<int:report_id>/versions/<int:number>")
    def version(self, report_id, number, **_kw):
        """Return the printed form of what was submitted."""
        report = self._report(report_id)
        version = report.version_ids.filtered(lambda one: one.number == number)
        if not version.pdf_id:
            raise werkzeug.exceptions.NotFound
        name = f"{report.name}_{report.year}_{number}.pdf"
        return file_response(version.pdf_id.raw, "application/pdf", name, shown=True)


def file_response(content, mimetype, name, shown=False):
    """Return a file; ``shown`` lets the browser open it, without running anything."""
    disposition = "inline" if shown else "attachment"
    headers = [
        ("Content-Type", mimetype),
        ("Content-Length", len(content)),
        ("Content-Disposition", content_disposition(name, disposition)),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if mimetype != "application/pdf":
        # The browser's own reader of such papers doesn't work in a sandbox.
        headers.append(("Content-Security-Policy", "sandbox; default-src 'none'"))
    return request.make_response(content, headers)
