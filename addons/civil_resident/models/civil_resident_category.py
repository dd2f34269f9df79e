from odoo import api, fields, models
from odoo.fields import Domain


class CivilResidentCategory(models.Model):
    """A category that holds for a resident from one day to another.

    Both days are included; without an end the category holds until further
    notice. Source of the destitute's ways of support: 特困人员认定办法
    (民发〔2021〕43号).
    """

    _name = "civil.resident.category"
    _description = "Resident's Category"
    _order = "date_from desc, id desc"
    _rec_name = "kind_id"

    resident_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict"
    )
    town_id = fields.Many2one(related="resident_id.town_id")
    death_date = fields.Date(related="resident_id.death_date", string="Died on")
    kind_id = fields.Many2one(
        "civil.resident.category.kind",
        string="Category",
        required=True,
        index=True,
        ondelete="restrict",
    )
    kind_code = fields.Char(related="kind_id.code")
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To", help="Last day on which it holds.")
    care_mode = fields.Selection(
        [("institution", "In an institution"), ("home", "At home")],
        string="Way of Support",
        help="集中供养 or 分散供养, of the destitute.",
    )
    self_care = fields.Selection(
        [
            ("full", "Cares for themselves"),
            ("partial", "Half care needed"),
            ("none", "Full care needed"),
        ],
        help="全自理, 半护理 or 全护理, of the destitute.",
    )
    import_id = fields.Many2one(
        "civil.import",
        string="Imported with",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Char()

    _dates_check = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A category can't end before it begins.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (resident_id WITH =, kind_id WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "The resident has this category already at some time of this period.",
    )

    @api.model
    def _domain_on(self, day):
        """Domain of the categories that hold on a day."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    def _holds_on(self, day):
        """Whether the single category holds on a day."""
        return (
            bool(self.date_from)
            and self.date_from <= day
            and (not self.date_to or self.date_to >= day)
        )
