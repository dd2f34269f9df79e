from odoo import api, fields, models


class CivilFuneralCouncilMember(models.Model):
    """A member of a wedding and funeral council (理事会成员)."""

    _name = "civil.funeral.council.member"
    _description = "Member of a Wedding and Funeral Council"
    _order = "council_id, role, id"

    council_id = fields.Many2one(
        "civil.funeral.council", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    role = fields.Selection(
        [("1_chair", "Chair"), ("2_vice", "Vice Chair"), ("3_member", "Member")],
        required=True,
        default="3_member",
    )
    background = fields.Char(help="Such as village cadre, elder, retired teacher.")
    phone = fields.Char()
    since = fields.Date()
    attendance_ids = fields.One2many(
        "civil.funeral.attendance", "member_id", string="Trainings"
    )
    last_trained_on = fields.Date(compute="_compute_last_trained_on", store=True)

    @api.depends("attendance_ids.date", "attendance_ids.passed")
    def _compute_last_trained_on(self):
        for member in self:
            passed = member.attendance_ids.filtered("passed")
            member.last_trained_on = max(passed.mapped("date"), default=False)
