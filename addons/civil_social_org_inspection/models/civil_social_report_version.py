import base64
import hashlib
import json

from odoo import fields, models
from odoo.tools import SQL


class CivilSocialReportVersion(models.Model):
    """A report as it was handed in (提交版本): snapshot, printed form and hash.

    It is what the organization signed for; nothing changes it.
    """

    _name = "civil.social.report.version"
    _description = "Submitted Version of a Report"
    _inherit = ["civil.append.only.mixin"]
    _order = "report_id, number desc"
    _rec_name = "number"

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="restrict"
    )
    number = fields.Integer(required=True)
    submitted_at = fields.Datetime(required=True)
    submitted_uid = fields.Many2one("res.users", string="Submitted By", required=True)
    content = fields.Json(required=True, help="Every answer, by field, and the papers.")
    digest = fields.Char(
        string="SHA-256", required=True, help="Of the content, in one written form."
    )
    pdf_id = fields.Many2one("ir.attachment", string="Printed Form", readonly=True)
    is_sound = fields.Boolean(
        string="Unchanged", compute="_compute_is_sound", help="The hash still fits."
    )

    _number_uniq = models.UniqueIndex(
        "(report_id, number)", "This version was kept already."
    )

    def _compute_is_sound(self):
        for version in self:
            version.is_sound = version.digest == _digest(version.content)

    def _append_only_refusal(self):
        return self.env._(
            "What an organization handed in is kept as it was; a report that is "
            "returned becomes a new version when it is handed in again."
        )

    def _keep(self, report):
        """Keep the single report as it is now, printed, as its next version."""
        content = report._snapshot()
        number = report._latest_version() + 1
        digest = _digest(content)
        pdf = self._print(report, number, content, digest)
        self._insert([(report.id, number, content, digest, pdf.id)])
        report.invalidate_recordset(["version_ids"])

    def _insert(self, rows):
        """Insert versions: ``(report, number, content, digest, file or None)``."""
        now, uid = fields.Datetime.now(), self.env.uid
        values = [
            SQL(
                "(%s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s)",
                report,
                number,
                now,
                uid,
                json.dumps(content, ensure_ascii=False),
                digest,
                pdf,
                uid,
                now,
                uid,
                now,
            )
            for report, number, content, digest, pdf in rows
        ]
        self.env.execute_query(
            SQL(
                "INSERT INTO civil_social_report_version (report_id, number,"
                " submitted_at, submitted_uid, content, digest, pdf_id, create_uid,"
                " create_date, write_uid, write_date) VALUES %s RETURNING id",
                SQL(", ").join(values),
            )
        )
        self.invalidate_model()

    def _print(self, report, number, content, digest):
        """Return the attachment with the printed form of the report."""
        paper = self.env["civil.paper"]
        chinese = report.with_context(lang=paper._language())
        html = paper._render(
            "civil_social_org_inspection.report_paper",
            {
                "report": chinese,
                "sections": chinese._portal_sections(),
                "number": number,
                "digest": digest,
                "files": content["files"],
            },
        )
        return self.env["ir.attachment"].create(
            {
                "name": f"{report.name}_{report.year}_{number}.pdf",
                "datas": base64.b64encode(paper._pdf(html, count_pages=True)),
                "res_model": report._name,
                "res_id": report.id,
                "mimetype": "application/pdf",
            }
        )

    def action_open_pdf(self):
        """Open the printed form of the single version."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.sudo().pdf_id.id}?download=false",
            "target": "new",
        }


def _digest(content):
    """The hash of a content that JSON can hold, in one written form."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
