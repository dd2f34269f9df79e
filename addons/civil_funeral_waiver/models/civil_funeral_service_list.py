from odoo import api, fields, models

from .civil_funeral_service import NATURES


class CivilFuneralServiceList(models.Model):
    """A published list of the services that may be charged for (殡葬服务项目清单).

    The state sets the basic ones, the province may add to them, the city sets the
    non-basic ones. A list that took effect is ended by its last day, not edited.

    Source: 《殡葬管理条例》（国务院令第824号）第五条、第五十条.
    """

    _name = "civil.funeral.service.list"
    _description = "List of Funeral Services"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, translate=True, tracking=True)
    level = fields.Selection(
        [("state", "National"), ("province", "Provincial"), ("city", "Municipal")],
        string="Set By",
        required=True,
        tracking=True,
    )
    nature = fields.Selection(NATURES, required=True, tracking=True)
    date_from = fields.Date(required=True, tracking=True)
    date_to = fields.Date(tracking=True, help="Last day; open while it is in force.")
    legal_basis = fields.Char(required=True, tracking=True)
    entry_ids = fields.One2many(
        "civil.funeral.service.entry", "list_id", string="Services"
    )

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A list can't end before it begins.",
    )
    _nature_level = models.Constraint(
        "CHECK (nature = 'basic' OR level = 'city')",
        "Non-basic services are listed by the city; basic ones by state or province.",
    )

    @api.model
    def _domain_on(self, day, prefix=""):
        """Return the domain of the lists in force on a day."""
        return [
            (f"{prefix}date_from", "<=", day),
            "|",
            (f"{prefix}date_to", "=", False),
            (f"{prefix}date_to", ">=", day),
        ]
