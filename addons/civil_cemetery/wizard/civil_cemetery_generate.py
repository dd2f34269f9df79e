from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..tools import CLERK


class CivilCemeteryGenerate(models.TransientModel):
    """Makes the plots of a zone at once (批量生成墓位), with one statement."""

    _name = "civil.cemetery.generate"
    _description = "Make Plots"

    zone_id = fields.Many2one("civil.cemetery.zone", required=True)
    zone_kind = fields.Selection(related="zone_id.kind")
    plot_type_id = fields.Many2one(
        "civil.cemetery.plot.type", required=True, domain="[('kind', '=', zone_kind)]"
    )
    rack_from = fields.Integer(default=0, help="Of niches; 0 for plots.")
    rack_to = fields.Integer(default=0)
    row_from = fields.Integer(string="First Row", required=True, default=1)
    row_to = fields.Integer(string="Last Row", required=True, default=10)
    number_from = fields.Integer(string="First Number", required=True, default=1)
    number_to = fields.Integer(string="Last Number", required=True, default=20)
    aisle_numbers = fields.Integer(
        string="Aisle after Numbers", help="A gap on the plan; 0: none."
    )
    aisle_rows = fields.Integer(
        string="Aisle after Rows", help="A gap on the plan; 0: none."
    )
    area = fields.Float(string="Area (m²)", digits=(8, 3))
    stone_height = fields.Float(string="Stone Height (m)", digits=(8, 3))
    currency_id = fields.Many2one(related="zone_id.facility_id.currency_id")
    price = fields.Monetary()
    count = fields.Integer(compute="_compute_count", string="Plots to Make")

    @api.depends(
        "rack_from", "rack_to", "row_from", "row_to", "number_from", "number_to"
    )
    def _compute_count(self):
        for wizard in self:
            spans = (
                wizard.rack_to - wizard.rack_from + 1,
                wizard.row_to - wizard.row_from + 1,
                wizard.number_to - wizard.number_from + 1,
            )
            ok = min(spans) > 0
            wizard.count = spans[0] * spans[1] * spans[2] if ok else 0

    @api.constrains(
        "rack_from", "rack_to", "row_from", "row_to", "number_from", "number_to"
    )
    def _check_spans(self):
        for wizard in self:
            lowest = min(wizard.row_from, wizard.number_from)
            if not wizard.count or lowest < 1 or wizard.rack_from < 0:
                raise ValidationError(
                    self.env._(
                        "Rows and numbers begin with 1, and the last comes after the "
                        "first."
                    )
                )
            if wizard.count > 100_000:
                raise ValidationError(
                    self.env._("At most 100,000 plots can be made at once.")
                )

    def action_generate(self):
        """Make the plots, not built yet, and show them on the plan.

        :raises UserError: some of them are there already
        """
        self.ensure_one()
        self.env["civil.cemetery.plot"].check_access("create")
        self.zone_id.check_access("write")
        if not self.env.user.has_group(CLERK) and not self.env.su:
            raise UserError(self.env._("Only the section makes plots."))
        self._check_free()
        self._insert()
        return self.zone_id.action_open_plan()

    def _check_free(self):
        there = self.env["civil.cemetery.plot"].search(
            [
                ("zone_id", "=", self.zone_id.id),
                ("rack", ">=", self.rack_from),
                ("rack", "<=", self.rack_to),
                ("row", ">=", self.row_from),
                ("row", "<=", self.row_to),
                ("number", ">=", self.number_from),
                ("number", "<=", self.number_to),
            ],
            limit=1,
        )
        if there:
            raise UserError(
                self.env._(
                    "%(plot)s is there already: choose rows and numbers that are free.",
                    plot=there.display_name,
                )
            )

    def _insert(self):
        """Write the plots with every stored column, as the ORM would."""
        zone, kind = self.zone_id, self.plot_type_id
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_cemetery_plot (
                    zone_id, facility_id, division_id, town_id, rack, row, number,
                    x, y, code, plot_type_id, kind, places, used_places, free_places,
                    area, stone_height, price, state,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT %(zone)s, %(facility)s, %(division)s, %(town)s, k, r, n,
                       n + %(across)s, r + %(down)s,
                       concat_ws('-', %(code)s::text, nullif(k, 0), r, n),
                       %(type)s, %(kind)s, %(places)s, 0, %(places)s,
                       %(area)s, %(height)s, %(price)s, 'unbuilt',
                       %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM generate_series(%(k1)s, %(k2)s) k,
                       generate_series(%(r1)s, %(r2)s) r,
                       generate_series(%(n1)s, %(n2)s) n
                """,
                zone=zone.id,
                facility=zone.facility_id.id,
                division=zone.division_id.id,
                town=zone.facility_id.town_id.id or None,
                code=zone.code,
                type=kind.id,
                kind=kind.kind,
                places=kind.places,
                area=self.area,
                height=self.stone_height,
                price=self.price,
                uid=self.env.uid,
                across=self._aisles("n", self.number_from, self.aisle_numbers),
                down=self._aisles("r", self.row_from, self.aisle_rows),
                k1=self.rack_from,
                k2=self.rack_to,
                r1=self.row_from,
                r2=self.row_to,
                n1=self.number_from,
                n2=self.number_to,
            )
        )
        self.env.invalidate_all()

    def _aisles(self, name, first, every):
        """Return SQL that counts the aisles before a row or a number."""
        if not every:
            return SQL("0")
        return SQL("(%s - %s) / %s", SQL.identifier(name), first, every)
