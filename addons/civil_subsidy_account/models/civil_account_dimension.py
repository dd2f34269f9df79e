from odoo import fields, models
from odoo.tools import SQL


class CivilAccountDimension(models.AbstractModel):
    """A record that entries name as a dimension (核算维度).

    It has one analytic account, made when it is first needed.
    """

    _name = "civil.account.dimension"
    _description = "Accounting Dimension"

    #: Code of the analytic plan: ``account_parallel_entry.plan_<code>``.
    _analytic_plan = None

    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups="account.group_account_readonly",
    )

    def _analytic_account(self):
        """Return the analytic account of the single record, made if there is none.

        Empty for an empty record. Two who need it first at once get the same one.
        """
        if not self:
            return self.env["account.analytic.account"]
        # Whoever approves a payment need not keep analytic accounts.
        record = self.sudo()
        if not record.analytic_account_id:
            self.env.cr.execute(
                SQL(
                    "SELECT 1 FROM %s WHERE id = %s FOR UPDATE",
                    SQL.identifier(self._table),
                    self.id,
                )
            )
            record.invalidate_recordset(["analytic_account_id"])
        if not record.analytic_account_id:
            record.analytic_account_id = record._known_account() or (
                record.analytic_account_id.create(record._analytic_vals())
            )
        return record.analytic_account_id

    def _known_account(self):
        """The account of the same code: a class that is issued anew keeps its own."""
        plan = self.env.ref(f"account_parallel_entry.plan_{self._analytic_plan}")
        return self.analytic_account_id.search(
            [("plan_id", "=", plan.id), ("code", "=", self.code)], limit=1
        )

    def _analytic_vals(self):
        plan = self.env.ref(f"account_parallel_entry.plan_{self._analytic_plan}")
        return {
            "name": self.name,
            "code": self.code,
            "plan_id": plan.id,
            "company_id": False,
        }

    def write(self, vals):
        """Keep the analytic account's name in step with the record's."""
        done = super().write(vals)
        if vals.keys() & {"name", "code"}:
            for record in self.sudo().filtered("analytic_account_id"):
                record.analytic_account_id.write(
                    {"name": record.name, "code": record.code}
                )
        return done
