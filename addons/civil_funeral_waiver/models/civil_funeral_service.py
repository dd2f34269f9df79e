from odoo import api, fields, models

NATURES = [("basic", "Basic"), ("non_basic", "Non-basic")]


class CivilFuneralService(models.Model):
    """A service of the funeral trade that may be charged for (殡葬服务项目).

    Whether it is a basic one (基础项目), a non-basic one (非基础项目) or may not be
    charged at all is what the item lists of the day say.

    Source: 《殡葬管理条例》（国务院令第824号）第五条、第五十条.
    """

    _name = "civil.funeral.service"
    _description = "Funeral Service"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    unit = fields.Char(required=True, translate=True, help="What it is counted by.")
    note = fields.Char(translate=True, help="What the service includes.")
    active = fields.Boolean(default=True)
    entry_ids = fields.One2many("civil.funeral.service.entry", "service_id")
    nature = fields.Selection(
        NATURES,
        compute="_compute_nature",
        help="By the item lists of today; empty where no list names it.",
    )

    _code_uniq = models.UniqueIndex("(code)", "This service code is already in use.")

    @api.depends("entry_ids.list_id.date_from", "entry_ids.list_id.date_to")
    @api.depends_context("tz")
    def _compute_nature(self):
        natures = self._natures_on(fields.Date.context_today(self))
        for service in self:
            service.nature = natures.get(service._origin.id, False)

    def _natures_on(self, day):
        """Return ``{service id: nature}`` of those that a list names on a day.

        A national or provincial list comes before a city's.
        """
        # What is on the lists is public.
        entries = (
            self.env["civil.funeral.service.entry"]
            .sudo()
            .search(
                [
                    ("service_id", "in", self.ids),
                    *self.env["civil.funeral.service.list"]._domain_on(day, "list_id."),
                ]
            )
        )
        natures = {}
        for entry in entries:
            if natures.get(entry.service_id.id) != "basic":
                natures[entry.service_id.id] = entry.list_id.nature
        return natures
