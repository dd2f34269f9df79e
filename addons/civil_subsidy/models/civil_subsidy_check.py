import re
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: How the database views are named that a check may read.
VIEW_NAME = r"civil_check_[a-z0-9_]+"


class CivilSubsidyCheck(models.Model):
    """A check of every claim before it is paid (核验规则).

    What a built-in check looks at is written in the code under the same code name;
    whether it is on, how severe it is, for which programs, its threshold, and what
    staff read about it is data. An administrator adds checks of two more kinds:

    - a *domain* over ``civil.subsidy.payment``: the payments that it finds;
    - a *database view* named ``civil_check_…`` with the columns ``resident_id`` and
      ``period`` (first day of a month), and ``detail`` if there is something to say.

    Source of the built-in ones: P01 to P19 of the payroll checks before approval.
    """

    _name = "civil.subsidy.check"
    _description = "Subsidy Check"
    _inherit = ["mail.thread"]
    _order = "outcome, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    number = fields.Char(string="Rule", help="Number in the bureau's list of checks.")
    kind = fields.Selection(
        [
            ("builtin", "Built In"),
            ("domain", "Domain Over Payments"),
            ("view", "Database View"),
        ],
        string="Kind of Check",
        required=True,
        default="domain",
        readonly=True,
    )
    scope = fields.Selection(
        [("claim", "Each Claim"), ("batch", "The Whole Batch")],
        required=True,
        default="claim",
        readonly=True,
        help="A check of the whole batch refuses its submission or approval.",
    )
    domain = fields.Char(tracking=True, help="Which payments the check finds.")
    view_name = fields.Char(
        string="Database View", tracking=True, help="Its name begins with civil_check_."
    )
    threshold = fields.Float(
        digits=(12, 2), tracking=True, help="From where on the check finds something."
    )
    threshold_unit = fields.Char(translate=True, readonly=True)
    needs_reason = fields.Boolean(
        tracking=True,
        help="A warning that staff must answer with a reason before submission.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        string="On",
        default=True,
        tracking=True,
        help="Switched off, the check is not judged.",
    )
    outcome = fields.Selection(
        [("blocked", "Blocked"), ("held", "Held"), ("warned", "Warned")],
        string="Severity",
        required=True,
        tracking=True,
        help="Blocked: not due to the person. Held: due, but can't be paid yet. "
        "Warned: paid, but somebody should look.",
    )
    program_ids = fields.Many2many(
        "civil.subsidy.program", help="Empty: the check applies to every program."
    )
    remedy = fields.Text(translate=True, help="What staff do about it.")
    legal_basis = fields.Char(translate=True)
    color = fields.Integer()

    _code_uniq = models.UniqueIndex("(code)", "This check code is already in use.")

    @api.constrains("kind", "domain", "view_name", "active")
    def _check_rule(self):
        for check in self.filtered("active"):
            if check.kind == "domain":
                check._check_domain()
            elif check.kind == "view":
                check._check_view()

    def _check_domain(self):
        """Refuse a domain that payments can't be searched by.

        :raise ValidationError: with what is wrong
        """
        try:
            domain = literal_eval(self.domain or "")
            Domain(domain).validate(self.env["civil.subsidy.payment"])
        except (ValueError, SyntaxError, KeyError, TypeError) as error:
            raise ValidationError(
                self.env._(
                    "Check %(check)s needs a domain over payments, such as "
                    "[('amount', '>', 5000)]: %(error)s",
                    check=self.name,
                    error=error,
                )
            ) from error

    def _check_view(self):
        """Refuse a database view that isn't there or lacks a column.

        :raise UserError: saying what the database's administrator has to make
        """
        if not re.fullmatch(VIEW_NAME, self.view_name or "") or not {
            "resident_id",
            "period",
        } <= set(self._view_columns()):
            raise UserError(
                self.env._(
                    "Check %(check)s reads a database view whose name begins with "
                    "civil_check_ and that has the columns resident_id and period. "
                    "Have it made in the database first.",
                    check=self.name,
                )
            )

    def _view_columns(self):
        """The columns of the check's view; none when there is no such view."""
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " JOIN information_schema.views USING (table_schema, table_name)"
            " WHERE table_name = %s AND table_schema = current_schema()",
            [self.view_name],
        )
        return [name for (name,) in self.env.cr.fetchall()]

    @api.model_create_multi
    def create(self, vals_list):
        """Let people add checks of their own; built-in ones come with the code."""
        if not self.env.context.get("install_mode") and any(
            vals.get("kind") == "builtin" for vals in vals_list
        ):
            raise UserError(self.env._("Built-in checks come with the software."))
        return super().create(vals_list)

    def write(self, vals):
        """Keep what the code refers to."""
        if set(vals) & {"code", "kind", "scope"} and self.filtered(
            lambda check: check.kind == "builtin"
        ):
            if not self.env.context.get("install_mode"):
                raise UserError(
                    self.env._("A built-in check can be tuned, not made another.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_builtin(self):
        if self.filtered(lambda check: check.kind == "builtin"):
            raise UserError(
                self.env._("A built-in check can be switched off, not deleted.")
            )
