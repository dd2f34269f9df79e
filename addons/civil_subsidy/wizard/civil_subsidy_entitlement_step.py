from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..models.civil_subsidy_entitlement_version import CONTENT
from ..models.civil_subsidy_stack import HOUSEHOLD_METHODS

#: What the form can change, beside the persons counted.
CHANGEABLE = [name for name in CONTENT if name != "state"]
METHODS = {
    "changed": "action_change",
    "suspended": "action_suspend",
    "resumed": "action_resume",
    "ended": "action_end",
}


class _Undo(Exception):
    """Ends a try-out, so that nothing of it stays."""


class CivilSubsidyEntitlementStep(models.TransientModel):
    """Asks from which month and why, shows what it comes to, then records it.

    The amounts shown are those that the step would really bring: it is taken and
    undone again.
    """

    _name = "civil.subsidy.entitlement.step"
    _description = "Step of Entitlements"

    kind = fields.Selection(
        [
            ("granted", "Grant"),
            ("changed", "Record a Change"),
            ("suspended", "Suspend"),
            ("resumed", "Resume"),
            ("ended", "End"),
        ],
        string="Kind of Change",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("ask", "Asked For"), ("done", "Done")], default="ask", required=True
    )
    entitlement_ids = fields.Many2many("civil.subsidy.entitlement", readonly=True)
    entitlement_count = fields.Integer(compute="_compute_entitlement_count")
    resident_id = fields.Many2one("civil.resident", string="Person")
    program_id = fields.Many2one(
        "civil.subsidy.program",
        compute="_compute_program_id",
        store=True,
        readonly=False,
        domain="[('source', '=', 'entitlement')]",
    )
    occasion = fields.Char(
        help="What a subsidy paid once is for, such as the number of the case."
    )
    amount_method = fields.Selection(related="program_id.amount_method")
    cycle = fields.Selection(related="program_id.cycle")
    publicity = fields.Selection(related="program_id.publicity")
    is_household = fields.Boolean(compute="_compute_is_household")
    effective_month = fields.Date(
        string="From the Month",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    reason = fields.Char(required=True)
    document = fields.Char(help="Number of the decision or notice.")
    attachment_ids = fields.Many2many("ir.attachment", string="Papers")
    class_id = fields.Many2one(
        "civil.subsidy.class", domain="[('program_id', '=', program_id)]"
    )
    household_id = fields.Many2one("civil.household")
    member_ids = fields.Many2many(
        "civil.resident",
        "civil_subsidy_step_member_rel",
        string="Persons Counted",
    )
    person_count = fields.Integer(
        string="Persons", compute="_compute_person_count", store=True, readonly=False
    )
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    income = fields.Monetary(
        string="Household Income",
        help="Yuan a month, of all persons counted together.",
    )
    decided_amount = fields.Monetary()
    supplement = fields.Monetary(help="Yuan a month on top (分类施保增发).")
    payee_kind = fields.Selection(
        selection=lambda self: (
            self.env["civil.subsidy.program"]
            ._fields["payee_kind"]
            ._description_selection(self.env)
        ),
        string="Paid To",
        help="Empty: as the program says.",
    )
    program_payee_kind = fields.Selection(
        related="program_id.payee_kind", string="Paid To by the Program"
    )
    payee_id = fields.Many2one("civil.resident")
    partner_id = fields.Many2one("res.partner", string="Institution Paid")
    review_date = fields.Date(string="Review Due")
    published_to = fields.Date(string="On Notice Until")
    amount_before = fields.Monetary(
        string="Amount Now",
        compute="_compute_preview",
        help="In the month chosen, by the standard.",
    )
    amount_after = fields.Monetary(string="Amount Then", compute="_compute_preview")
    problem = fields.Char(compute="_compute_preview")
    result = fields.Json(readonly=True)
    result_html = fields.Html(compute="_compute_result_html", sanitize=False)

    @api.depends("entitlement_ids")
    def _compute_program_id(self):
        for step in self:
            programs = step.entitlement_ids.program_id
            if len(programs) == 1:
                step.program_id = programs

    @api.depends("entitlement_ids")
    def _compute_entitlement_count(self):
        for step in self:
            step.entitlement_count = len(step.entitlement_ids)

    @api.depends("amount_method")
    def _compute_is_household(self):
        for step in self:
            step.is_household = step.amount_method in HOUSEHOLD_METHODS

    @api.depends("member_ids", "amount_method")
    def _compute_person_count(self):
        for step in self:
            if step.is_household and step.member_ids:
                step.person_count = len(step.member_ids)
            else:
                step.person_count = step.person_count or 1

    @api.onchange("resident_id", "program_id")
    def _onchange_resident_id(self):
        """Offer the household and who lives in it."""
        if self.kind == "granted" and self.is_household and self.resident_id:
            self.household_id = self.resident_id.household_id
            living = self.household_id.member_ids.filtered(lambda r: not r.death_date)
            self.member_ids = living | self.resident_id

    @api.onchange("payee_kind")
    def _onchange_payee_kind(self):
        if self.payee_kind != "agent":
            self.payee_id = False

    @api.model
    def _open(self, entitlements, kind):
        """The form for a step of these entitlements, filled with what holds now."""
        entitlements.check_access("write")
        vals = {"kind": kind, "entitlement_ids": [Command.set(entitlements.ids)]}
        if len(entitlements) == 1 and kind == "changed":
            version = entitlements.version_id
            vals |= {
                name: version[name].id
                if version._fields[name].relational
                else version[name]
                for name in CHANGEABLE
            }
            counted = entitlements.member_ids.filtered(lambda m: not m.month_to)
            vals["member_ids"] = [Command.set(counted.resident_id.ids)]
            vals["household_id"] = entitlements.household_id.id
        titles = dict(self._fields["kind"]._description_selection(self.env))
        context = {f"default_{name}": value for name, value in vals.items()}
        return {
            "type": "ir.actions.act_window",
            "name": titles[kind],
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    # What it comes to

    @api.depends(
        "kind",
        "resident_id",
        "program_id",
        "occasion",
        "effective_month",
        "household_id",
        "member_ids",
        *CHANGEABLE,
    )
    def _compute_preview(self):
        for step in self:
            step.amount_before = step.amount_after = 0
            step.problem = False
            if step.state != "ask" or not step.effective_month:
                continue
            if step.kind == "granted" and not (step.resident_id and step.program_id):
                continue
            month = fields.Date.to_date(step.effective_month).replace(day=1)
            ids = step.entitlement_ids._origin.ids
            step.amount_before = step._sum(ids, month)
            if step.kind == "changed" and not step._changes():
                step.amount_after = step.amount_before
                continue
            step.amount_after, step.problem = step._try(ids, month)

    def _sum(self, ids, month):
        if not ids:
            return 0
        self.env.flush_all()
        programs = self.env["civil.subsidy.entitlement"].browse(ids).program_id
        [[total]] = self.env.execute_query(
            SQL(
                "SELECT coalesce(sum(gross), 0) FROM (%s) a WHERE state = 'active'",
                self.env["civil.subsidy.amount"]._query(
                    programs, [month], SQL("e.active AND e.id = ANY(%s)", ids)
                ),
            )
        )
        return total

    def _try(self, ids, month):
        """Take the step, read what it comes to, and undo it: (amount, problem).

        Without flushing at the savepoint: its rollback would forget the form.
        """
        amount, problem = 0, False
        quiet = self.with_context(tracking_disable=True)
        try:
            with self.env.cr.savepoint(flush=False):
                taken = quiet._take(self.env._("Preview"))
                found = [taken["entitlement_id"]] if "entitlement_id" in taken else ids
                amount = self._sum(found, month)
                raise _Undo
        except _Undo:
            problem = False
        except (UserError, AccessError) as error:
            problem = error.args[0]
        for name in ("", ".version", ".member"):
            self.env[f"civil.subsidy.entitlement{name}"].invalidate_model(flush=False)
        return amount, problem

    # Doing it

    def _values(self):
        """What the form says, as ``action_grant`` and ``action_change`` take it."""
        values = {}
        for name in CHANGEABLE:
            value = self[name]
            values[name] = value._origin.id if self._fields[name].relational else value
        if self.amount_method != "individual":
            values["decided_amount"] = 0
        values["person_count"] = self.person_count or 1
        if self.is_household and self.member_ids:
            values["members"] = self.member_ids._origin.ids
        return values

    def _changes(self):
        """What differs from what holds, so that only that is recorded."""
        said = self._values()
        entitlement = self.entitlement_ids._origin
        if len(entitlement) != 1:
            return {name: value for name, value in said.items() if self._is_said(name)}
        version = entitlement.version_id
        changes = {}
        for name in CHANGEABLE:
            old = (
                version[name].id if version._fields[name].relational else version[name]
            )
            if (said[name] or False) != (old or False):
                changes[name] = said[name]
        counted = entitlement.member_ids.filtered(lambda m: not m.month_to).resident_id
        if set(said.get("members", counted.ids)) != set(counted.ids):
            changes["members"] = said["members"]
            changes["person_count"] = said["person_count"]
        return changes

    def _is_said(self, name):
        """Of many at once only what was filled in changes."""
        return name not in ("members", "person_count", "decided_amount") and bool(
            self[name]
        )

    def _take(self, reason):
        entitlements = self.entitlement_ids._origin
        papers = self.attachment_ids._origin.ids
        if self.kind == "granted":
            return entitlements.action_grant(
                {
                    **self._values(),
                    "resident_id": self.resident_id._origin.id,
                    "program_id": self.program_id._origin.id,
                    "occasion": self.occasion,
                    "household_id": self.household_id._origin.id,
                    "effective_month": self.effective_month,
                    "reason": reason,
                    "document": self.document,
                    "attachment_ids": papers,
                }
            )
        told = {
            "effective_month": self.effective_month,
            "reason": reason,
            "document": self.document,
            "attachment_ids": papers,
        }
        if self.kind == "changed":
            told["values"] = self._changes()
        return getattr(entitlements, METHODS[self.kind])(**told)

    def action_confirm(self):
        """Record the step; show what was refused and which paid months differ."""
        self.ensure_one()
        result = self._take(self.reason)
        if not result["refused"] and not result["differs"]:
            if "entitlement_id" in result:
                entitlement = self.entitlement_ids.browse(result["entitlement_id"])
                return entitlement._get_records_action()
            return {"type": "ir.actions.act_window_close"}
        values = {"state": "done", "result": {**result, "versions": {}}}
        if "entitlement_id" in result:
            values["entitlement_ids"] = [Command.set([result["entitlement_id"]])]
        self.write(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recorded"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.depends("result")
    @api.depends_context("lang")
    def _compute_result_html(self):
        for step in self:
            step.result_html = self.env["ir.qweb"]._render(
                "civil_subsidy.entitlement_step_result", {"result": step.result or {}}
            )

    def action_view_differences(self):
        """Open the paid months that differ now, line by line."""
        self.ensure_one()
        months = [row["month"] for row in (self.result or {}).get("differs", [])]
        return self.env["civil.subsidy.recompute"]._open_months(
            self.entitlement_ids, months
        )
