from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, drop_view_if_exists


class CivilResidentDuplicate(models.Model):
    """Pairs of residents who may be one person (疑似重复).

    Found are numbers that differ in their check character only, numbers of the
    first generation beside the present one of the same person, and equal names
    with equal birth dates.
    """

    _name = "civil.resident.duplicate"
    _description = "Possible Duplicate"
    _auto = False
    _order = "reason, id"
    _rec_name = "resident_id"
    _depends = {
        "civil.resident": [
            "name",
            "birth_date",
            "identity_number",
            "merged_into_id",
            "active",
        ],
        "civil.resident.distinct": ["first_id", "second_id"],
    }

    resident_id = fields.Many2one("civil.resident", string="Record", readonly=True)
    other_id = fields.Many2one("civil.resident", string="Looks Like", readonly=True)
    reason = fields.Selection(
        [
            ("number", "The same number, written differently"),
            ("name_birth", "The same name and birth date"),
        ],
        readonly=True,
    )
    birth_date = fields.Date(related="resident_id.birth_date")
    division_id = fields.Many2one(related="resident_id.division_id")
    identity_masked = fields.Char(related="resident_id.identity_masked")
    other_division_id = fields.Many2one(
        related="other_id.division_id", string="Division of the Other"
    )
    other_identity_masked = fields.Char(
        related="other_id.identity_masked", string="Number of the Other"
    )

    def init(self):
        """Make the view anew."""
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL("CREATE VIEW %s AS (%s)", SQL.identifier(self._table), self._pairs())
        )

    def _pairs(self):
        return SQL(
            """
            WITH person AS (
                SELECT id, name, birth_date,
                       CASE length(identity_number)
                           WHEN 18 THEN left(identity_number, 6)
                                        || substr(identity_number, 9, 9)
                           WHEN 15 THEN identity_number
                       END AS body
                  FROM civil_resident
                 WHERE merged_into_id IS NULL AND active
            ), pair AS (
                SELECT a.id AS resident_id, b.id AS other_id, 'number' AS reason
                  FROM person a JOIN person b ON a.body = b.body AND a.id < b.id
                 UNION ALL
                SELECT a.id, b.id, 'name_birth'
                  FROM person a
                  JOIN person b
                    ON a.name = b.name AND a.birth_date = b.birth_date AND a.id < b.id
                 WHERE a.body IS DISTINCT FROM b.body
            )
            SELECT resident_id * 4294967296 + other_id AS id,
                   resident_id, other_id, reason
              FROM pair
             WHERE NOT EXISTS (SELECT FROM civil_resident_distinct d
                                WHERE d.first_id = pair.resident_id
                                  AND d.second_id = pair.other_id)
            """
        )

    def action_merge(self):
        """Open the merge of the two records."""
        self.ensure_one()
        return (self.resident_id + self.other_id).action_open_merge()

    def action_distinct(self):
        """Remember that the two are different people."""
        if not self.env.user.has_group("civil_resident.group_head"):
            raise AccessError(
                self.env._("Only section heads decide that two people differ.")
            )
        self.env["civil.resident.distinct"].create(
            [
                {"first_id": pair.resident_id.id, "second_id": pair.other_id.id}
                for pair in self
            ]
        )
