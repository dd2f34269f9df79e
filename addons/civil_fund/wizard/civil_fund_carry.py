import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools.entry import EntryRequest
from ..tools.money import exact, written
from ..tools.roles import FINANCE

#: How many indicators a refusal names.
_NAMED = 20


class CivilFundCarry(models.TransientModel):
    """Ends a budget year: what is left is carried over or taken back (年终结转).

    Money left is carried to the next year for the same use. What was first assigned
    so many years ago as the parameter ``fund.carry_years`` says, is 结余 and taken
    back. Run again, it finds only what is left since.

    Source: 《预算法》第四十二条; 《预算法实施条例》第五十条.
    """

    _name = "civil.fund.carry"
    _description = "Carry-over"

    year = fields.Integer(
        string="Budget Year",
        required=True,
        default=lambda self: fields.Date.context_today(self).year - 1,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    document_number = fields.Char(
        string="Carry-over Document",
        help="Number of the finance bureau's document; each indicator keeps its own if "
        "empty.",
    )
    line_ids = fields.One2many("civil.fund.carry.line", "carry_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    carried = fields.Monetary(compute="_compute_sums")
    taken_back = fields.Monetary(compute="_compute_sums")
    blocked_count = fields.Integer(string="Still Reserved", compute="_compute_sums")

    @api.depends("line_ids.amount", "line_ids.verdict", "line_ids.reserved")
    def _compute_sums(self):
        for record in self:
            sums = {"carry": exact(0), "take_back": exact(0)}
            for line in record.line_ids:
                sums[line.verdict] += exact(line.amount)
            record.carried = float(sums["carry"])
            record.taken_back = float(sums["take_back"])
            record.blocked_count = len(record.line_ids.filtered("reserved"))

    @api.onchange("year", "company_id")
    def _onchange_year(self):
        self.line_ids = [Command.clear(), *map(Command.create, self._line_values())]

    @api.model_create_multi
    def create(self, vals_list):
        """Judge what is left afresh, whatever the window was sent."""
        records = super().create(
            [{k: v for k, v in vals.items() if k != "line_ids"} for vals in vals_list]
        )
        for record in records:
            record.line_ids = [Command.create(vals) for vals in record._line_values()]
        return records

    def _indicators(self):
        """The indicators of the year that still hold money, in force."""
        return self.env["civil.fund.indicator"].search(
            [
                ("year", "=", self.year),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "in_force"),
            ],
            order="id",
        )

    def _line_values(self):
        if not self.year:
            return []
        allowed = self._carry_years()
        lines = []
        for indicator in self._indicators():
            age = self.year - indicator.origin_year + 1
            lines.append(
                {
                    "indicator_id": indicator.id,
                    "amount": indicator.available,
                    "reserved": indicator.reserved,
                    "age": age,
                    "verdict": "take_back" if age >= allowed else "carry",
                }
            )
        return lines

    def _carry_years(self):
        """Within how many budget years money has to be used, at the year's end."""
        return self.env["civil.parameter"]._get(
            "fund.carry_years", datetime.date(self.year, 12, 31)
        )

    def action_confirm(self):
        """End the year: book what leaves it, make the next year's indicators.

        :raises UserError: the year isn't over, or something is still reserved, naming
            the indicators
        """
        self.ensure_one()
        if not self.env.user.has_group(FINANCE):
            raise AccessError(self.env._("Finance ends a budget year."))
        if self.year >= fields.Date.context_today(self).year:
            raise UserError(
                self.env._("The year %(year)s isn't over yet.", year=str(self.year))
            )
        indicators = self._indicators()._lock()
        self._refuse_reserved(indicators)
        self.line_ids = [Command.clear(), *map(Command.create, self._line_values())]
        lines = self.line_ids.filtered("amount")
        carried = lines.filtered(lambda line: line.verdict == "carry")
        self.env["civil.fund.entry"]._record([self._request(line) for line in lines])
        made = self._carry(carried)
        indicators._transition("closed")
        return self._result(made)

    def _refuse_reserved(self, indicators):
        reserved = indicators.filtered("reserved")
        if not reserved:
            return
        names = [
            self.env._(
                "%(name)s: %(amount)s yuan reserved",
                name=indicator.display_name,
                amount=written(exact(indicator.reserved)),
            )
            for indicator in reserved[:_NAMED]
        ]
        if len(reserved) > _NAMED:
            names.append(
                self.env._("… and %(count)s more.", count=len(reserved) - _NAMED)
            )
        raise UserError(
            "\n".join(
                [
                    self.env._(
                        "The year can't be ended while money is reserved. Have it paid "
                        "or released first:"
                    ),
                    *names,
                ]
            )
        )

    def _request(self, line):
        indicator = line.indicator_id
        return EntryRequest(
            indicator=indicator,
            kind="carry_out" if line.verdict == "carry" else "take_back",
            amount=exact(line.amount),
            date=datetime.date(self.year, 12, 31),
            source=indicator,
            key=f"year-end:{self.year}",
            reference=self.document_number or indicator.document_number,
        )

    def _carry(self, lines):
        """Make the next year's indicators of what the lines carry over."""
        old = lines.indicator_id
        made = self.env["civil.fund.indicator"]._create_in_force(
            [self._prepare_indicator_vals(line) for line in lines]
        )
        for indicator, before in zip(made, old, strict=True):
            indicator._write_guarded(
                {"origin_id": before.id, "origin_year": before.origin_year}
            )
        made._issue()
        return made

    def _prepare_indicator_vals(self, line):
        """Values of the indicator that carries the single line's money on."""
        old = line.indicator_id
        [vals] = old.copy_data()
        return {
            **vals,
            "year": self.year + 1,
            "issue_date": datetime.date(self.year + 1, 1, 1),
            "arrangement": "carried",
            "document_number": self.document_number or old.document_number,
            "amount": line.amount,
        }

    def _result(self, made):
        """Show what was carried over."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_fund.civil_fund_indicator_action"
        )
        action["domain"] = [("id", "in", made.ids)]
        action["context"] = {}
        return action
