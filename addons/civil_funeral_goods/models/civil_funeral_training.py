from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilFuneralTraining(models.Model):
    """A training of practitioners or of members of funeral councils (培训)."""

    _name = "civil.funeral.training"
    _description = "Training in the Funeral Trade"
    _inherit = ["civil.division.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(string="Topic", required=True)
    audience = fields.Selection(
        [("practitioners", "Practitioners"), ("councils", "Funeral Councils")],
        required=True,
        default="practitioners",
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    hours = fields.Float(default=2.0)
    place = fields.Char()
    organizer = fields.Char(help="Who holds it, such as a third party under contract.")
    contract_id = fields.Many2one(
        "civil.funeral.training.contract",
        string="Under Contract",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('state', '=', 'running')]",
    )
    attendance_ids = fields.One2many("civil.funeral.attendance", "training_id")
    invited_count = fields.Integer(compute="_compute_counts", string="Invited")
    passed_count = fields.Integer(compute="_compute_counts", string="Took Part")

    _hours_positive = models.Constraint(
        "CHECK (hours > 0)", "A training lasts longer than nothing."
    )

    @api.constrains("contract_id", "date")
    def _check_contract(self):
        for training in self.filtered("contract_id"):
            contract = training.contract_id
            if contract.state != "running":
                raise ValidationError(
                    self.env._(
                        "No trainings are held under the contract %(name)s: it isn't "
                        "running.",
                        name=contract.display_name,
                    )
                )
            if not contract.date_from <= training.date <= contract.date_to:
                raise ValidationError(
                    self.env._(
                        "%(date)s lies outside the term of the contract %(name)s.",
                        date=training.date,
                        name=contract.display_name,
                    )
                )

    @api.depends("attendance_ids.passed")
    def _compute_counts(self):
        for training in self:
            training.invited_count = len(training.attendance_ids)
            training.passed_count = len(training.attendance_ids.filtered("passed"))

    def action_invite(self):
        """Put everybody of the audience in the training's place on its list."""
        self.check_access("write")
        for training in self:
            where = [("division_id", "child_of", training.division_id.ids)]
            if training.audience == "councils":
                field, people = "member_id", self.env["civil.funeral.council.member"]
                people = people.search([("council_id.division_id", *where[0][1:])])
            else:
                field, people = (
                    "practitioner_id",
                    self.env["civil.funeral.practitioner"],
                )
                people = people.search([*where, ("state", "=", "registered")])
            new = people - training.attendance_ids[field]
            self.env["civil.funeral.attendance"].create(
                [{"training_id": training.id, field: person.id} for person in new]
            )

    def action_all_came(self):
        """Note that everybody on the list took part."""
        self.check_access("write")
        self.attendance_ids.passed = True
