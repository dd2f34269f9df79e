from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilEnforcementRecord(models.Model):
    """A written record of an interview or a visit (询问笔录、现场检查笔录).

    Two officers with valid certificates take it and show them: Administrative Penalty
    Law, articles 42 and 55.
    """

    _name = "civil.enforcement.record"
    _description = "Record of an Interview or Visit"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, begun_at, id"
    _rec_name = "subject"

    kind = fields.Selection(
        [("interview", "Interview"), ("site", "On-Site Inspection")],
        required=True,
        default="interview",
    )
    subject = fields.Char(
        string="Person or Place", required=True, help="Who was asked, what was visited."
    )
    begun_at = fields.Datetime(required=True, default=fields.Datetime.now)
    ended_at = fields.Datetime()
    place = fields.Char()
    officer_ids = fields.Many2many(
        "civil.inspection.inspector",
        string="Officers",
        default=lambda self: self._default_officer_ids(),
    )
    text = fields.Text(string="Content", required=True)
    is_signed = fields.Boolean(
        string="Signed", help="Read and signed by the person concerned."
    )
    unsigned_reason = fields.Char(
        string="Why Not Signed", help="Refusal or absence, and who witnessed it."
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        string="Pictures and Sound",
        bypass_search_access=True,
        help="Record of the whole course of enforcement: article 47.",
    )

    _order_check = models.Constraint(
        "CHECK (ended_at >= begun_at)", "The record ends before it begins."
    )

    def _default_officer_ids(self):
        case = self.env["civil.enforcement.case"].browse(
            self.env.context.get("default_case_id")
        )
        return case.officer_ids

    @api.constrains("officer_ids", "begun_at", "case_id")
    def _check_officers(self):
        for record in self:
            day = fields.Datetime.context_timestamp(record, record.begun_at).date()
            if why := record.case_id._officers_refusal(record.officer_ids, day):
                raise ValidationError(
                    self.env._("%(subject)s: %(why)s.", subject=record.subject, why=why)
                )
            strange = record.officer_ids - record.case_id.officer_ids
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(name)s isn't an officer of this case.", name=strange[0].name
                    )
                )

    def action_issue(self):
        """Issue the record as a document of the case."""
        self.check_access("write")
        self._check_open()
        for record in self:
            if not record.is_signed and not record.unsigned_reason:
                raise ValidationError(
                    self.env._(
                        "%(subject)s: have it signed, or write why it isn't.",
                        subject=record.subject,
                    )
                )
            record.case_id._issue_document(
                f"enforcement.{record.kind}",
                key=f"record-{record.id}",
                **record._words(),
            )

    def _words(self):
        """What the record says, as the document prints it."""
        begun = fields.Datetime.context_timestamp(self, self.begun_at)
        ended = self.ended_at and fields.Datetime.context_timestamp(self, self.ended_at)
        return {
            "subject": self.subject,
            "begun": f"{begun:%Y年%m月%d日%H时%M分}",
            "ended": f"{ended:%H时%M分}" if ended else "      ",
            "where": self.place or self.case_id.place or "",
            "takers": "、".join(
                f"{o.name}（执法证号{o.certificate_number}）"
                for o in self.sudo().officer_ids
            ),
            "content": self.text,
            "signature": "以上笔录经核对无误。"
            if self.is_signed
            else f"未签名：{self.unsigned_reason}",
        }
