from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.civil_base.tools.door import Door

#: Lets the steps of stays change beds.
STEPS = Door("civil_institution_care_steps")
#: Lets who lives in an institution already have another bed there.
LIVES = Door("civil_institution_care_lives")


class CivilInstitutionBed(models.Model):
    """Beds and who has them."""

    _inherit = "civil.institution.bed"
    _guarded = ("stay_id",)

    stay_id = fields.Many2one(
        "civil.institution.stay",
        string="Whose",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The stay that has the bed, or for which it is reserved.",
    )
    resident_name = fields.Char(related="stay_id.person_name", string="Occupant")
    placement_ids = fields.One2many("civil.institution.placement", "bed_id")

    @api.constrains("institution_id")
    def _check_institution(self):
        """Keep beds where the people lived or live who had them."""
        placements = self.env["civil.institution.placement"].sudo()
        had = placements.search(Domain("bed_id", "in", self.ids))
        lost = had.filtered(lambda p: p.institution_id != p.bed_id.institution_id)
        kept = self.filtered(
            lambda bed: bed.stay_id.sudo().institution_id - bed.institution_id
        )
        for bed in lost.bed_id | kept:
            raise ValidationError(
                self.env._(
                    "%(bed)s was or is somebody's: it stays in its institution.",
                    bed=bed.display_name,
                )
            )

    def _guard_occupy(self):
        """A home that takes nobody in still may put its people into other beds."""
        return not LIVES.is_open(self) and super()._guard_occupy()

    def _transition(self, target, name=None):
        """Let the steps of stays alone change a bed that somebody has or gets."""
        if not STEPS.is_open(self):
            for bed in self:
                if bed.stay_id or (
                    bed.institution_id.keeps_stays and target in ("occupied", "held")
                ):
                    raise UserError(
                        self.env._(
                            "%(bed)s: who has a bed follows from the stays; take the "
                            "step there.",
                            bed=bed.display_name,
                        )
                    )
        return super()._transition(target, name)

    def _take(self, stay, target):
        """Let the single bed be the stay's, or nobody's where it gets free.

        :param stay: a ``civil.institution.stay``
        :param str target: the state of the bed
        """
        bed = STEPS.opened(self)
        if bed.state != target:
            bed._transition(target)
        bed._write_guarded({"stay_id": False if target == "free" else stay.id})
