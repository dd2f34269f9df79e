from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CivilSubsidyChange(models.TransientModel):
    """What is different for a person from last month to this (与上月比较).

    The lines behind ``civil.subsidy.movement``; see ``civil.subsidy.compared``.
    """

    _name = "civil.subsidy.change"
    _description = "Change Against Last Month"
    _order = "kind, town_id, name"

    batch_id = fields.Many2one("civil.subsidy.batch", required=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("new", "New"),
            ("resumed", "Resumed"),
            ("ended", "Ended"),
            ("suspended", "Suspended or Held"),
            ("standard", "Change of the Standard"),
            ("change", "Change of the Person's Case"),
        ],
        string="Kind of Difference",
        required=True,
    )
    name = fields.Char("Person's Name")
    town_id = fields.Many2one("civil.division")
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount_before = fields.Monetary("Amount Last Month")
    amount = fields.Monetary("Amount This Month")
    difference = fields.Monetary()
    payment_id = fields.Many2one("civil.subsidy.payment", string="This Month")
    payment_before_id = fields.Many2one("civil.subsidy.payment", string="Last Month")
    check_ids = fields.Many2many(related="payment_id.check_ids", string="Reasons")

    @api.model
    def _open(self, batch, kind=None):
        """Fill the user's own comparison of ``batch`` and show it, or one kind."""
        batch.check_access("read")
        compared = self.env["civil.subsidy.compared"]
        previous = compared._previous(batch)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_change"
                " WHERE batch_id = %s AND create_uid = %s",
                batch.id,
                self.env.uid,
            )
        )
        if previous:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO civil_subsidy_change (
                        batch_id, kind, name, town_id, amount_before, amount,
                        difference, payment_id, payment_before_id,
                        create_uid, create_date, write_uid, write_date)
                    SELECT %(batch)s, kind, name, town_id, before, after,
                        after - before, payment_id, payment_before_id,
                        %(uid)s, now() AT TIME ZONE 'UTC',
                        %(uid)s, now() AT TIME ZONE 'UTC'
                    FROM (%(compared)s) change WHERE kind <> 'same'
                    """,
                    batch=batch.id,
                    uid=self.env.uid,
                    compared=compared._rows(batch, previous),
                )
            )
        self.invalidate_model()
        domain = Domain("batch_id", "=", batch.id)
        domain &= Domain("create_uid", "=", self.env.uid)
        if kind:
            domain &= Domain("kind", "=", kind)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_change_action"
        )
        action["domain"] = list(domain)
        action["context"] = {} if kind else {"search_default_group_kind": 1}
        return action
