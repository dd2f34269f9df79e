from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilInstitutionResettlement(models.Model):
    """Where residents go when their institution stops (安置方案明细).

    A line is about one resident or several who go the same way.
    """

    _name = "civil.institution.resettlement"
    _description = "Resettlement of Residents"
    _inherit = ["civil.institution.part"]
    _order = "planned_on, id"
    _rec_name = "residents"

    residents = fields.Char(required=True, help="Who goes there.")
    persons = fields.Integer(required=True, default=1)
    goes_to = fields.Selection(
        [
            ("institution", "Another Institution"),
            ("family", "Family"),
            ("hospital", "Hospital"),
            ("other", "Elsewhere"),
        ],
        required=True,
        default="institution",
    )
    target_id = fields.Many2one(
        "civil.institution",
        string="Institution That Takes Them In",
        index="btree_not_null",
        ondelete="restrict",
    )
    place = fields.Char(help="Address, and who takes them in.")
    planned_on = fields.Date()
    done_on = fields.Date()
    note = fields.Char()

    _persons_check = models.Constraint(
        "CHECK (persons > 0)", "A line is about one resident at least."
    )

    @api.constrains("institution_id", "goes_to", "target_id")
    def _check_target(self):
        for line in self:
            target = line.target_id
            if line.goes_to == "institution" and not (target or line.place):
                raise ValidationError(
                    self.env._("Say which institution takes %s in.", line.residents)
                )
            if target == line.institution_id or target.state in ("suspended", "closed"):
                raise ValidationError(
                    self.env._(
                        "%(institution)s doesn't take residents in; choose another.",
                        institution=target.name or line.institution_id.name,
                    )
                )

    def _persons(self):
        """Return for how many residents the lines say where they go."""
        return sum(self.mapped("persons"))

    def action_done(self):
        """Note that the residents have arrived there today."""
        self.check_access("write")
        self.filtered(
            lambda line: not line.done_on
        ).done_on = fields.Date.context_today(self)
