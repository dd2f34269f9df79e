from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.choices import SOURCES
from ..tools.entry import KINDS


class CivilFundEntry(models.Model):
    """One movement of an indicator's money (指标台账).

    Entries are only added, by ``_record``: neither the application nor the
    database's user changes or deletes one; a trigger refuses. An error is put right
    by a further entry.
    """

    _name = "civil.fund.entry"
    _description = "Ledger of Indicators"
    _inherit = ["civil.append.only.mixin", "civil.fund.entry.rule"]
    _order = "date desc, id desc"
    _log_access = False

    indicator_id = fields.Many2one(
        "civil.fund.indicator",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="indicator_id.currency_id")
    amount = fields.Monetary(
        readonly=True,
        help="Above 0 whatever the kind; of an adjustment also below 0.",
    )
    consumed = fields.Monetary(
        string="Out of the Reservation",
        readonly=True,
        help="Of a payment: what had been reserved for it.",
    )
    signed_amount = fields.Monetary(
        string="Effect on the Available Amount",
        readonly=True,
        help="What the entry added to the available amount, or took from it.",
    )
    res_model = fields.Char(string="Kind of Source", readonly=True)
    res_id = fields.Many2oneReference(
        string="Source Record", model_field="res_model", readonly=True
    )
    reference = fields.Char(string="Source", readonly=True)
    key = fields.Char(
        readonly=True, help="Tells the event from all others; booked once only."
    )
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    recorded_at = fields.Datetime(readonly=True)
    year = fields.Integer(
        string="Budget Year", readonly=True, index=True, aggregator=None
    )
    source = fields.Selection(SOURCES, string="Source of Funds", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)

    _key_uniq = models.UniqueIndex(
        "(indicator_id, kind, key)", "This has already been booked on the indicator."
    )
    _source_index = models.Index("(res_model, res_id)")
    _amount_sign = models.Constraint(
        "CHECK (amount > 0 OR (kind = 'adjust' AND amount <> 0))",
        "The amount of an entry is more than 0.",
    )
    _consumed_range = models.Constraint(
        "CHECK (consumed = 0 OR (kind = 'pay' AND consumed = amount))",
        "A payment comes out of the reservation as a whole or not at all.",
    )

    @api.depends("indicator_id", "kind", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for entry in self:
            parts = (entry.indicator_id.name, str(entry.date), kinds.get(entry.kind))
            entry.display_name = " ".join(filter(None, parts))

    def _append_only_refusal(self):
        return self.env._(
            "The ledger of indicators can only be added to, by what happens. Put an "
            "error right with an adjustment."
        )

    def action_open_source(self):
        """Show the record behind the single entry, if one may read it."""
        self.ensure_one()
        if self.res_model not in self.env:
            raise UserError(
                self.env._("What made this entry is no longer part of the system.")
            )
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("What made this entry is no longer there."))
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
