from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.exact import exact


class CivilInstitutionLedgerMove(models.Model):
    """Food that came into the store or went out (食材出入库流水), with its worth."""

    _name = "civil.institution.ledger.move"
    _description = "Movement of Food"
    _inherit = ["civil.append.only.mixin"]
    _order = "date desc, id desc"
    _log_access = False
    _rec_name = "food_id"

    institution_id = fields.Many2one(
        "civil.institution",
        readonly=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(
        "civil.division", readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", readonly=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    food_id = fields.Many2one(
        "civil.institution.ledger.food",
        readonly=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    unit = fields.Char(related="food_id.unit")
    date = fields.Date(readonly=True, required=True, index=True)
    quantity = fields.Float(digits=(12, 3), readonly=True)
    value = fields.Monetary(readonly=True)
    kind = fields.Selection(
        [("bought", "Bought"), ("meal", "Cooked"), ("loss", "Spoiled or Lost")],
        readonly=True,
        required=True,
    )
    purchase_id = fields.Many2one(
        "civil.institution.ledger.purchase",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    issue_id = fields.Many2one(
        "civil.institution.ledger.issue",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _append_only_refusal(self):
        return self.env._("The store's book is only added to, by purchases and issues.")

    @api.model
    def _lock(self, institution):
        """Let one at a time move food of a home.

        The row is written, not only locked: whoever waited for it would go on with
        the store as it was before; so the database has the request begin anew.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE civil_institution SET write_date = write_date WHERE id = %s",
                institution.id,
            )
        )

    @api.model
    def _note(self, source, food, quantity, value, kind):
        """Add a movement.

        :param source: the purchase or the issue
        :param Decimal quantity: above 0 into the store
        :param Decimal value: of the same sign
        """
        purchase = source._name == "civil.institution.ledger.purchase"
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_institution_ledger_move (
                    institution_id, division_id, company_id, food_id, date, quantity,
                    value, kind, purchase_id, issue_id
                ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                """,
                source.institution_id.id,
                source.division_id.id,
                source.company_id.id,
                food.id,
                source.date,
                quantity,
                value,
                kind,
                source.id if purchase else None,
                None if purchase else source.id,
            )
        )
        self.invalidate_model()

    @api.model
    def _stock(self, institution, food):
        """``(quantity, value)`` of a food in the store of a home, exact."""
        [row] = self.env.execute_query(
            SQL(
                "SELECT COALESCE(SUM(quantity), 0), COALESCE(SUM(value), 0)"
                " FROM civil_institution_ledger_move"
                " WHERE institution_id = %s AND food_id = %s",
                institution.id,
                food.id,
            )
        )
        return tuple(map(exact, row))

    @api.model
    def _short_on(self, institution, food, day):
        """Return the first day from ``day`` on which the store would owe, or None."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT date FROM (
                    SELECT date, SUM(SUM(quantity)) OVER (ORDER BY date) AS stock
                      FROM civil_institution_ledger_move
                     WHERE institution_id = %s AND food_id = %s
                     GROUP BY date
                ) AS days
                 WHERE date >= %s AND stock < 0
                 ORDER BY date LIMIT 1
                """,
                institution.id,
                food.id,
                day,
            )
        )
        return rows[0][0] if rows else None
