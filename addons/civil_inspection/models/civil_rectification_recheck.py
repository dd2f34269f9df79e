from odoo import fields, models


class CivilRectificationRecheck(models.Model):
    """What was seen when a rectification was checked again (复查记录).

    Nobody may write these by hand; the steps of the order do.
    """

    _name = "civil.rectification.recheck"
    _description = "Re-Check of a Rectification"
    _order = "checked_date desc, id desc"

    rectification_id = fields.Many2one(
        "civil.rectification",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    passed = fields.Boolean(readonly=True)
    note = fields.Text(string="What Was Seen", readonly=True)
    reported_uid = fields.Many2one("res.users", string="Reported By", readonly=True)
    report = fields.Text(string="What Had Been Reported", readonly=True)
    checked_uid = fields.Many2one("res.users", string="Checked By", readonly=True)
    checked_date = fields.Datetime(string="Checked On", readonly=True)
