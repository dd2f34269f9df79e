from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.door import CLOSING

CLOSER = "account.group_account_manager"
_GUARDED = {"state", "closed_uid", "closed_date", "move_ids", "check_ids"}
_FIXED = {"company_id", "date", "fund_amount", "surplus_ids"}


class L10nCnClosing(models.Model):
    """Closing (期末结账) of a month, and with December of the year, of one unit.

    open -> checked: ``action_check``, by accountants; every check has to pass.
    checked -> closed: ``action_close``, by accounting managers; posts the closing
    entries, checks the books before and after each, and locks the month.
    closed -> open: ``action_reopen``, by accounting managers, last month first;
    cancels the entries in red (红字) and unlocks the month.

    Source: 政府会计制度 (财会〔2017〕25号), part three; 会计基础工作规范 on closing.
    """

    _name = "l10n_cn.closing"
    _description = "Closing"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self._default_date(),
        help="Any day of the month; its last day is kept.",
    )
    year_end = fields.Boolean(string="Closes the Year", compute="_compute_year_end")
    institution = fields.Boolean(compute="_compute_institution")
    state = fields.Selection(
        [("open", "Open"), ("checked", "Checked"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
    )
    closed_uid = fields.Many2one(
        "res.users", string="Closed by", readonly=True, copy=False
    )
    closed_date = fields.Datetime(string="Closed on", readonly=True, copy=False)
    fund_amount = fields.Monetary(
        string="Allocated to Special-Purpose Funds",
        help="What a public institution allocates to special-purpose funds (提取专用"
        "基金) from the year's non-fiscal surplus, in yuan.",
    )
    surplus_ids = fields.One2many(
        "l10n_cn.closing.surplus", "closing_id", string="Becomes Surplus"
    )
    check_ids = fields.One2many(
        "l10n_cn.closing.check", "closing_id", string="Checks", readonly=True
    )
    move_ids = fields.One2many(
        "account.move", "l10n_cn_closing_id", string="Closing Entries", readonly=True
    )
    move_count = fields.Integer(compute="_compute_move_count")

    _company_date_uniq = models.Constraint(
        "UNIQUE(company_id, date)",
        "There is a closing of this month already. Open that one.",
    )
    _fund_amount_positive = models.Constraint(
        "CHECK(fund_amount >= 0)",
        "The amount allocated to special-purpose funds can't be negative.",
    )

    @api.model
    def _default_date(self):
        """Return the month after the last closed one, else the month before today."""
        last = self._last_closed(self.env.company)
        today = fields.Date.context_today(self)
        if last:
            return fields.Date.end_of(fields.Date.add(last.date, days=1), "month")
        return fields.Date.subtract(fields.Date.start_of(today, "month"), days=1)

    @api.model
    def _last_closed(self, company):
        closed = [("company_id", "=", company.id), ("state", "=", "closed")]
        return self.search(closed, order="date desc", limit=1)

    @api.depends("date")
    def _compute_display_name(self):
        for closing in self:
            closing.display_name = f"{closing.date:%Y-%m}" if closing.date else ""

    @api.depends("date")
    def _compute_year_end(self):
        for closing in self:
            # 会计法 article 11: the fiscal year is the calendar year.
            closing.year_end = bool(closing.date) and closing.date.month == 12

    @api.depends("company_id")
    def _compute_institution(self):
        for closing in self:
            chart = closing.company_id.sudo().chart_template
            closing.institution = chart == "cn_gov_institution"

    @api.depends("move_ids")
    def _compute_move_count(self):
        for closing in self:
            closing.move_count = len(closing.move_ids)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_guarded({name for vals in vals_list for name in vals})
        return super().create([self._whole_month(vals) for vals in vals_list])

    def write(self, vals):
        self._check_guarded(vals.keys())
        closed = self.filtered(lambda closing: closing.state == "closed")
        if closed and _FIXED & vals.keys():
            raise UserError(
                self.env._(
                    "Month %(month)s is closed. Reopen it before you change this.",
                    month=closed[0].display_name,
                )
            )
        result = super().write(self._whole_month(vals))
        if _FIXED & vals.keys():
            # What was checked isn't any more what would be closed.
            CLOSING.opened(self.filtered(lambda c: c.state == "checked")).write(
                {"state": "open"}
            )
        return result

    @api.model
    def _whole_month(self, vals):
        if not vals.get("date"):
            return vals
        day = fields.Date.to_date(vals["date"])
        return {**vals, "date": fields.Date.end_of(day, "month")}

    def _check_guarded(self, names):
        """Refuse to set by hand what the steps set.

        :raises UserError: if a guarded field is among the names
        """
        guarded = sorted(_GUARDED & set(names))
        if guarded and not CLOSING.is_open(self):
            raise UserError(
                self.env._(
                    "%(field)s of a closing is set by its steps only. Use the buttons "
                    "Check, Close and Reopen.",
                    field=self._fields[guarded[0]]._description_string(self.env),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.filtered(lambda c: c.state == "closed" or c.sudo().move_ids)
        if used:
            raise UserError(
                self.env._(
                    "The closing of %(month)s has made entries and stays. Reopen it "
                    "if the month has to be changed.",
                    month=used[0].display_name,
                )
            )

    def action_check(self):
        """Run the checks and keep their results; passing all makes it checked.

        :return: True if every closing passed
        """
        self.check_access("write")
        for closing in self.filtered(lambda c: c.state != "closed"):
            results = closing._run_checks()
            passed = all(result["passed"] for result in results)
            opened = CLOSING.opened(closing)
            opened.check_ids.unlink()
            self.env["l10n_cn.closing.check"].with_context(opened.env.context).create(
                [{**result, "closing_id": closing.id} for result in results]
            )
            opened.write({"state": "checked" if passed else "open"})
        return all(closing.state != "open" for closing in self)

    def action_close(self):
        """Post the closing entries, month after month, and lock the months.

        A closed month is left as it is.

        :raises AccessError: if the user is no accounting manager
        :raises UserError: if a month wasn't checked, or a check fails now
        """
        self._check_closer()
        for closing in self.sorted("date").filtered(lambda c: c.state != "closed"):
            closing._lock_row()
            if closing.state != "checked":
                raise UserError(
                    self.env._(
                        "Month %(month)s isn't checked yet. Check it and mend what "
                        "fails first.",
                        month=closing.display_name,
                    )
                )
            closing._refuse_failed(closing._run_checks())
            closing._post_all()
            CLOSING.opened(closing).write(
                {
                    "state": "closed",
                    "closed_uid": self.env.uid,
                    "closed_date": fields.Datetime.now(),
                }
            )
            closing._lock_month()
        return True

    def action_reopen(self):
        """Cancel the closing entries in red and unlock the months, last first.

        An open month is left as it is.

        :raises AccessError: if the user is no accounting manager
        :raises UserError: if a later month is closed, or the month is locked for good
        """
        self._check_closer()
        ordered = self.sorted("date", reverse=True)
        for closing in ordered.filtered(lambda c: c.state == "closed"):
            closing._lock_row()
            closing._check_reopen()
            closing._unlock_month()
            closing._cancel_all()
            CLOSING.opened(closing).write(
                {"state": "open", "closed_uid": False, "closed_date": False}
            )
        return True

    def action_open_moves(self):
        """Open the closing entries of the month."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Closing Entries"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("l10n_cn_closing_id", "=", self.id)],
        }

    def _check_closer(self):
        """Refuse to close or reopen to whoever may not.

        :raises AccessError: if the user is no accounting manager
        """
        if not (self.env.su or self._may_close()):
            raise AccessError(
                self.env._("Only accounting managers close and reopen months.")
            )
        self.check_access("write")

    @api.model
    def _may_close(self):
        """Tell whether the user closes and reopens months; open to other roles."""
        return self.env.user.has_group(CLOSER)
