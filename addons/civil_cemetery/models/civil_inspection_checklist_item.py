from odoo import fields, models

#: What the register knows of a cemetery, beside an item of the score sheet.
FIGURES = [
    ("oversize_low", "Plots over the limit, slightly"),
    ("oversize_middle", "Plots over the limit, clearly"),
    ("oversize_high", "Plots over the limit, grossly"),
    ("tenure_over", "Plots whose tenure is over"),
    ("ecological_share", "Share of ecological plots (%)"),
    ("green_cover", "Green cover (%)"),
    ("green_share", "Green land of all land (%)"),
    ("counter_area", "Business rooms (m²)"),
    ("archive_area", "Archive rooms (m²)"),
    ("office_area", "Offices (m²)"),
    ("trained_share", "Trained staff (%)"),
    ("reserve_share", "Upkeep reserve of the income after tax (%)"),
]


class CivilInspectionChecklistItem(models.Model):
    """An item may stand beside a figure that the register knows (登记数据)."""

    _inherit = "civil.inspection.checklist.item"

    figure = fields.Selection(
        FIGURES,
        string="Figure of the Register",
        help="Filled in by itself when a yearly inspection is scored.",
    )
    full_if = fields.Selection(
        [("zero", "Zero"), ("parameter", "At Least the Parameter")],
        string="Full Score If",
        help="Which figure proposes the full score; otherwise it proposes none.",
    )
    figure_parameter = fields.Char(
        string="Parameter of the Figure",
        help="Code of the dated parameter with the least figure.",
    )
