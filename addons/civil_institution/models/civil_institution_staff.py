import datetime

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK


class CivilInstitutionStaff(models.Model):
    """Somebody who works in an institution (从业人员), with what has to be valid."""

    _name = "civil.institution.staff"
    _description = "Staff of an Institution"
    _inherit = ["civil.institution.part", "civil.todo.mixin"]
    _checked_references = ("resident_id",)
    _order = "institution_id, post, name, id"
    _todo_triggers = ("certificate_until", "health_until", "left_on", "institution_id")

    name = fields.Char(string="Person's Name", required=True, index="trigram")
    resident_id = fields.Many2one(
        "civil.resident",
        string="On File as",
        index="btree_not_null",
        ondelete="restrict",
        help="The resident's file holds the identity number.",
    )
    post = fields.Selection(
        [
            ("director", "Director"),
            ("carer", "Care Worker"),
            ("nurse", "Nurse"),
            ("doctor", "Doctor"),
            ("social_worker", "Social Worker"),
            ("rehabilitation", "Rehabilitation"),
            ("teacher", "Teacher"),
            ("cook", "Cook"),
            ("fire_control", "Fire Control Room"),
            ("safety", "Safety Officer"),
            ("other", "Other"),
        ],
        required=True,
        default="carer",
        index=True,
    )
    carer_level = fields.Selection(
        [
            ("5", "Level 5"),
            ("4", "Level 4"),
            ("3", "Level 3"),
            ("2", "Level 2"),
            ("1", "Level 1"),
        ],
        string="Level of Care Workers",
    )
    certificate_no = fields.Char(string="Certificate")
    certificate_until = fields.Date(string="Certificate Valid until", index=True)
    health_until = fields.Date(string="Health Certificate until", index=True)
    training_hours = fields.Float(string="Training Hours This Year")
    record_checked_on = fields.Date(
        string="Abuse Record Checked on",
        help="When it was looked up that the person has no record of abuse.",
    )
    since = fields.Date(string="Works Here since")
    left_on = fields.Date(index=True)
    is_expired = fields.Boolean(
        string="Certificate Over", compute="_compute_watch", search="_search_expired"
    )

    _days_in_order = models.Constraint(
        "CHECK (left_on >= since)", "Nobody leaves before coming."
    )
    _hours_check = models.Constraint(
        "CHECK (training_hours >= 0)", "Hours of training can't be below 0."
    )

    @api.depends("certificate_until", "health_until", "left_on")
    @api.depends_context("tz")
    def _compute_watch(self):
        today = fields.Date.context_today(self)
        for person in self:
            days = filter(None, (person.certificate_until, person.health_until))
            gone = person.left_on and person.left_on <= today
            person.is_expired = not gone and any(day < today for day in days)

    def _search_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        here = Domain("left_on", "=", False) | Domain("left_on", ">", today)
        over = Domain("certificate_until", "<", today) | Domain(
            "health_until", "<", today
        )
        found = here & over
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.onchange("resident_id")
    def _onchange_resident_id(self):
        if self.resident_id:
            self.name = self.resident_id.name

    def _todo_entries(self):
        today = fields.Date.context_today(self)
        if self.left_on and self.left_on <= today:
            return []
        days = self.env["civil.parameter"]._get("institution.staff_warn_days", today)
        near = today + datetime.timedelta(days=days)
        group = self.env.ref(CLERK)
        names = {
            "certificate": self.env._(
                "%(name)s: renew the certificate", name=self.name
            ),
            "health": self.env._(
                "%(name)s: renew the health certificate", name=self.name
            ),
        }
        until = {"certificate": self.certificate_until, "health": self.health_until}
        return [
            TodoEntry(key, names[key], group=group, due=day)
            for key, day in until.items()
            if day and day <= near
        ]
