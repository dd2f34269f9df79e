from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CivilSubsidyChange(models.TransientModel):
    """What is different for a person from last month to this (与上月比较).

    Compares what is payable, by identity number, with the program's regular batch
    of the month before in the same division. A person with an invalid number is
    never payable and so never appears.
    """

    _name = "civil.subsidy.change"
    _description = "Change Against Last Month"
    _order = "kind, town_id, name"

    batch_id = fields.Many2one("civil.subsidy.batch", required=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("new", "New"),
            ("resumed", "Payable Again"),
            ("more", "Amount Up"),
            ("less", "Amount Down"),
            ("stopped", "No Longer Payable"),
            ("gone", "No Longer Listed"),
        ],
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
    def _previous(self, batch):
        """The program's regular batch of the month before, if there is one."""
        return batch.search(
            [
                ("program_id", "=", batch.program_id.id),
                ("division_id", "=", batch.division_id.id),
                ("kind", "=", "regular"),
                ("state", "!=", "voided"),
                ("period", "=", fields.Date.subtract(batch.period, months=1)),
            ],
            limit=1,
        )

    @api.model
    def _compared(self, batch, previous):
        """SQL rows (kind, numbers, amounts, payment ids) of everybody who differs."""
        return SQL(
            """
            SELECT CASE
                    WHEN this.id IS NULL THEN 'gone'
                    WHEN last.id IS NULL THEN 'new'
                    WHEN last.outcome <> 'payable' THEN 'resumed'
                    WHEN this.outcome <> 'payable' THEN 'stopped'
                    WHEN this.amount > last.amount THEN 'more' ELSE 'less' END AS kind,
                coalesce(this.name, last.name) AS name,
                coalesce(this.town_id, last.town_id) AS town_id,
                CASE WHEN last.outcome = 'payable'
                    THEN last.amount ELSE 0 END AS before,
                CASE WHEN this.outcome = 'payable'
                    THEN this.amount ELSE 0 END AS after,
                this.id AS payment_id, last.id AS payment_before_id
            FROM (
                SELECT DISTINCT ON (identity_number) * FROM civil_subsidy_payment
                WHERE batch_id = %(batch)s
                ORDER BY identity_number, outcome = 'payable' DESC, id) this
            FULL JOIN (
                SELECT DISTINCT ON (identity_number) * FROM civil_subsidy_payment
                WHERE batch_id = %(previous)s
                ORDER BY identity_number, outcome = 'payable' DESC, id) last
                ON last.identity_number = this.identity_number
            WHERE (this.outcome = 'payable' OR last.outcome = 'payable')
                AND (this.outcome IS DISTINCT FROM last.outcome
                    OR this.amount IS DISTINCT FROM last.amount)
            """,
            batch=batch.id,
            previous=previous.id,
        )

    @api.model
    def _summary(self, batch):
        """Persons and money by kind of change, with last month's and this month's."""
        previous = self._previous(batch)
        if not previous or batch.kind != "regular":
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT kind, count(*), sum(after - before)::numeric(20, 2)::text
                FROM (%s) change GROUP BY kind
                """,
                self._compared(batch, previous),
            )
        )
        labels = dict(self._fields["kind"]._description_selection(self.env))
        found = {kind: (count, amount) for kind, count, amount in rows}
        return {
            "previous": previous.name,
            "before": {
                "count": previous.payable_count,
                "amount": f"{previous.payable_amount:.2f}",
            },
            "after": {
                "count": batch.payable_count,
                "amount": f"{batch.payable_amount:.2f}",
            },
            "kinds": [
                {
                    "kind": kind,
                    "label": labels[kind],
                    "count": found[kind][0],
                    "amount": found[kind][1],
                }
                for kind in labels
                if kind in found
            ],
        }

    @api.model
    def _open(self, batch, kind=None):
        """Fill the user's own comparison of ``batch`` and show it, or one kind."""
        batch.check_access("read")
        previous = self._previous(batch)
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
                    FROM (%(compared)s) change
                    """,
                    batch=batch.id,
                    uid=self.env.uid,
                    compared=self._compared(batch, previous),
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
