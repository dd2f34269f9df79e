from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean_code

from ..tools.identity import derive_birth_date, parse_identity


class CivilDeath(models.Model):
    """A death and where the bureau knows it from (死亡与火化).

    Deaths of people who aren't on file are kept and linked when they appear. Of
    several deaths recorded for one number the earliest counts.
    """

    _name = "civil.death"
    _description = "Death"
    _inherit = ["civil.identity.mixin", "civil.division.mixin"]
    _order = "death_date desc, id desc"

    name = fields.Char(required=True, index="trigram")
    identity_number = fields.Char(index="btree_not_null")
    death_date = fields.Date(string="Died on", required=True, index=True)
    cremation_date = fields.Date(string="Cremated on")
    certificate_number = fields.Char(
        string="Cremation Certificate", index="btree_not_null"
    )
    funeral_home = fields.Char()
    source = fields.Selection(
        [
            ("cremation", "Cremation register"),
            ("police", "Police cancellation"),
            ("health", "Medical certificate"),
            ("town", "Reported by the town"),
            ("other", "Other"),
        ],
        required=True,
        default="town",
    )
    resident_id = fields.Many2one(
        "civil.resident", index="btree_not_null", ondelete="restrict"
    )
    import_id = fields.Many2one(
        "civil.import",
        string="Imported with",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    warning = fields.Char(compute="_compute_warning", compute_sudo=True)
    note = fields.Text()

    @api.depends("identity_number", "death_date", "cremation_date")
    @api.depends_context("lang")
    def _compute_warning(self):
        for death in self:
            death.warning = " ".join(death._conflicts())

    def _conflicts(self):
        """Sentences on what in the record contradicts itself."""
        if self.identity_number:
            identity = parse_identity(
                self.identity_number, fields.Date.context_today(self)
            )
            if not identity.valid:
                yield self.env["civil.resident"]._identity_problem_text(
                    identity.problem
                )
            elif self.death_date and self.death_date < identity.birth_date:
                yield self.env._("The death lies before the birth.")
        if self.cremation_date and self.death_date:
            if self.cremation_date < self.death_date:
                yield self.env._("The cremation lies before the death.")

    @api.onchange("identity_input")
    def _onchange_identity_input(self):
        """Find the resident by the number as it is typed."""
        if not self.identity_input:
            return
        found = self.env["civil.resident"]._find_by_number(
            clean_code(self.identity_input)
        )
        visible = found.with_env(self.env)._filtered_access("read")
        if visible:
            self.resident_id = visible
            self.name = visible.name
            self.division_id = visible.division_id

    @api.constrains("death_date")
    def _check_death_date(self):
        today = fields.Date.context_today(self)
        for death in self:
            if death.death_date > today:
                raise ValidationError(
                    self.env._("A death can't be recorded before it happens.")
                )
            # The clerk need not be allowed to read the number.
            number = death.sudo().identity_number or ""
            born = len(number) == 18 and derive_birth_date(number)
            if born and death.death_date < born and not death.import_id:
                raise ValidationError(self.env._("The death lies before the birth."))

    @api.model_create_multi
    def create(self, vals_list):
        deaths = super().create(vals_list)
        deaths._follow_resident()
        return deaths

    def write(self, vals):
        result = super().write(vals)
        if {"identity_number", "resident_id"} & vals.keys():
            self._follow_resident()
        return result

    def unlink(self):
        """Leave a note with the resident: a wrong record may go, not unseen."""
        for death in self.filtered("resident_id"):
            death.resident_id.message_post(
                body=self.env._(
                    "The death on %(date)s (%(origin)s) was taken off the record.",
                    date=death.death_date,
                    origin=dict(
                        self._fields["source"]._description_selection(self.env)
                    )[death.source],
                )
            )
        return super().unlink()

    def _follow_resident(self):
        """Let a death and its resident share number and place."""
        # Numbers are protected from the clerk and unique beyond the clerk's
        # divisions.
        for death in self.sudo():
            if not death.resident_id and death.identity_number:
                found = death.resident_id._find_by_number(death.identity_number)
                if found:
                    death.resident_id = found
            resident = death.resident_id
            if resident.identity_number and not death.identity_number:
                death.identity_number = resident.identity_number
            if resident and death.division_id != resident.division_id:
                death.division_id = resident.division_id

    @api.model
    def _link_residents(self, resident_ids=None):
        """Link deaths without a resident to the residents with their numbers.

        :param resident_ids: residents to look at; all of them when left out
        :return: number of deaths linked
        """
        self.flush_model()
        self.env["civil.resident"].flush_model()
        linked = self.env.execute_query(
            SQL(
                """
                UPDATE civil_death d
                   SET resident_id = r.id,
                       division_id = r.division_id,
                       town_id = r.town_id
                  FROM civil_resident r
                 WHERE d.resident_id IS NULL
                   AND r.identity_number = d.identity_number
                   AND r.merged_into_id IS NULL
                   AND %(which)s
             RETURNING r.id
                """,
                which=SQL("TRUE")
                if resident_ids is None
                else SQL("r.id = ANY(%s)", list(resident_ids)),
            )
        )
        if linked:
            self.invalidate_model(["resident_id", "division_id", "town_id"])
            self.env["civil.resident"]._update_death_dates(
                {resident_id for [resident_id] in linked}
            )
        return len(linked)
