from odoo import api, fields, models


class CivilFuneralAttendance(models.Model):
    """Somebody on the list of a training (培训名单): took part or not."""

    _name = "civil.funeral.attendance"
    _description = "Attendance at a Training"
    _order = "date desc, id"
    _rec_name = "training_id"

    training_id = fields.Many2one(
        "civil.funeral.training", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(related="training_id.date", store=True)
    practitioner_id = fields.Many2one(
        "civil.funeral.practitioner", index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        "civil.funeral.council.member", index=True, ondelete="cascade"
    )
    person = fields.Char(compute="_compute_person")
    passed = fields.Boolean(string="Took Part")
    score = fields.Integer(help="Of 100, where there was a test.")

    _one_person = models.Constraint(
        "CHECK ((practitioner_id IS NULL) != (member_id IS NULL))",
        "A line of the list is about one practitioner or one member of a council.",
    )
    _practitioner_uniq = models.UniqueIndex(
        "(training_id, practitioner_id) WHERE practitioner_id IS NOT NULL",
        "This practitioner is already on the list.",
    )
    _member_uniq = models.UniqueIndex(
        "(training_id, member_id) WHERE member_id IS NOT NULL",
        "This member is already on the list.",
    )

    @api.depends("practitioner_id.name", "member_id.name")
    def _compute_person(self):
        for line in self:
            line.person = line.practitioner_id.name or line.member_id.name
