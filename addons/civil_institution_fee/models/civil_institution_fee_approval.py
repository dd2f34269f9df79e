from odoo import fields, models


class CivilInstitutionFeeApproval(models.Model):
    """A price that the government sets or limits (政府定价、政府指导价批复).

    The bureau keeps it; the institution's own prices must keep within it.

    Source: 《价格法》第十八条; 发改价格〔2015〕129号 on the fees of institutions.
    """

    _name = "civil.institution.fee.approval"
    _description = "Approved Price"
    _inherit = ["civil.institution.fee.scope"]
    _order = "institution_id, item_id, date_from desc, id desc"

    control = fields.Selection(
        [("government", "Government Price"), ("guide", "Guide Price (Ceiling)")],
        required=True,
        default="guide",
    )
    number = fields.Char(string="Approval Number", required=True)
    organ = fields.Char(string="Approved by", required=True)
    approved_on = fields.Date(required=True)

    _amount_check = models.Constraint(
        "CHECK (amount >= 0)", "A price can't be below 0."
    )
    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "It can't end before it begins."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            institution_id WITH =,
            item_id WITH =,
            COALESCE(bed_class, '') WITH =,
            COALESCE(room_type, '') WITH =,
            COALESCE(level_id, 0) WITH =,
            (COALESCE(is_kept, FALSE)::int) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "An approved price of the same kind holds on some of these days already: end "
        "it first.",
    )

    def _fits(self, price):
        """Tell whether the single approval is about what ``price`` is for."""
        return all(
            not self[name] or self[name] == price[name]
            for name in ("bed_class", "room_type", "level_id", "is_kept")
        ) and (self.institution_id, self.item_id) == (
            price.institution_id,
            price.item_id,
        )
