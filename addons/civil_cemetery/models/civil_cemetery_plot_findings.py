from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_list

#: What stands between the numbers that a register gives for one plot.
BETWEEN = "、"


class CivilCemeteryPlotFindings(models.Model):
    """What is wrong with the plots on record, as of today (墓位问题).

    What the register of a facility says and the system wouldn't let happen, such as
    more people than places, is kept beside the interments.
    """

    _inherit = "civil.cemetery.plot"

    import_id = fields.Many2one(
        "civil.import",
        string="Imported with",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    reported_count = fields.Integer(
        string="Interments by the Register",
        readonly=True,
        copy=False,
        help="How many lie there by the register that was imported.",
    )
    reported_numbers = fields.Char(
        string="Cremation Certificates by the Register", readonly=True, copy=False
    )
    is_area_over = fields.Boolean(
        string="Area over the Limit",
        compute="_compute_is_area_over",
        search="_search_is_area_over",
    )
    is_over_capacity = fields.Boolean(
        string="More Interments than Places",
        compute="_compute_found",
        search="_search_is_over_capacity",
    )
    is_tenure_over = fields.Boolean(
        string="Tenure Over",
        compute="_compute_found",
        search="_search_is_tenure_over",
    )
    is_cremation_unknown = fields.Boolean(
        string="Cremation Not in the Register",
        compute="_compute_found",
        search="_search_is_cremation_unknown",
    )
    is_cremation_twice = fields.Boolean(
        string="Cremation Certificate Used Twice",
        compute="_compute_found",
        search="_search_is_cremation_twice",
    )
    has_findings = fields.Boolean(
        compute="_compute_has_findings", search="_search_has_findings"
    )
    findings = fields.Text(
        compute="_compute_has_findings", help="What is wrong with the plot as of today."
    )

    @api.depends("area", "plot_type_id", "facility_id.kind")
    def _compute_is_area_over(self):
        for plot in self:
            limit = plot.area_limit
            plot.is_area_over = bool(limit) and plot.area > limit

    @api.depends("reported_count", "used_places", "places", "state")
    @api.depends_context("tz")
    def _compute_found(self):
        today = fields.Date.context_today(self)
        unknown, twice = self._numbers_found(self.ids)
        for plot in self:
            lying = max(plot.reported_count, plot.used_places)
            plot.is_over_capacity = lying > plot.places
            until = plot.paid_until
            plot.is_tenure_over = bool(until) and until < today
            plot.is_cremation_unknown = plot.id in unknown
            plot.is_cremation_twice = plot.id in twice

    @api.depends(
        "is_area_over",
        "is_over_capacity",
        "is_tenure_over",
        "is_cremation_unknown",
        "is_cremation_twice",
    )
    @api.depends_context("lang")
    def _compute_has_findings(self):
        labels = {
            name: self._fields[name]._description_string(self.env) for name in FINDINGS
        }
        for plot in self:
            found = [labels[name] for name in FINDINGS if plot[name]]
            plot.has_findings = bool(found)
            plot.findings = format_list(self.env, found) if found else False

    # -- finding them by what is wrong -----------------------------------------------

    def _search_is_area_over(self, operator, value):
        over = self._over_domain(area="max_area")
        return self._search_if(over, operator, value)

    def _search_is_over_capacity(self, operator, value):
        self.flush_model(["reported_count", "used_places", "places"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM civil_cemetery_plot"
                " WHERE GREATEST(reported_count, used_places) > places"
            )
        )
        return self._search_if(_among(rows), operator, value)

    def _search_is_tenure_over(self, operator, value):
        today = fields.Date.context_today(self)
        over = self.env["civil.cemetery.agreement"]._search(
            Domain("is_open", "=", True) & Domain("date_to", "<", today)
        )
        return self._search_if(Domain("agreement_ids", "in", over), operator, value)

    def _search_is_cremation_unknown(self, operator, value):
        unknown, _twice = self._numbers_found()
        return self._search_if(Domain("id", "in", list(unknown)), operator, value)

    def _search_is_cremation_twice(self, operator, value):
        _unknown, twice = self._numbers_found()
        return self._search_if(Domain("id", "in", list(twice)), operator, value)

    def _search_has_findings(self, operator, value):
        found = Domain.OR(
            getattr(self, f"_search_{name}")("in", [True]) for name in FINDINGS
        )
        return self._search_if(found, operator, value)

    def _search_if(self, found, operator, value):
        """Return the domain of the plots of which ``found`` is true or false."""
        if operator != "in":
            return NotImplemented
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.model
    def _numbers_found(self, ids=None):
        """Return the ids of plots with numbers unknown, and with numbers used twice.

        :param ids: plots to look at; all where left out. Uses elsewhere count always
        """
        self.flush_model(["reported_numbers"])
        interments = self.env["civil.cemetery.interment"]
        interments.flush_model(
            ["plot_id", "cremation_number", "cremated_elsewhere", "state"]
        )
        rows = self.env.execute_query(
            SQL(
                """
                WITH used AS (
                    SELECT plot_id, cremation_number AS number,
                           bool_or(cremated_elsewhere) AS elsewhere
                      FROM civil_cemetery_interment
                     WHERE state = 'active' AND cremation_number IS NOT NULL
                     GROUP BY plot_id, cremation_number
                     UNION
                    SELECT id, unnest(string_to_array(reported_numbers, %(between)s)),
                           false
                      FROM civil_cemetery_plot WHERE reported_numbers IS NOT NULL)
                SELECT plot_id, number, elsewhere IS TRUE,
                       count(*) OVER (PARTITION BY number) > 1
                  FROM (SELECT plot_id, number, bool_or(elsewhere) AS elsewhere
                          FROM used GROUP BY plot_id, number) AS each
                """,
                between=BETWEEN,
            )
        )
        wanted = None if ids is None else set(ids)
        rows = [row for row in rows if wanted is None or row[0] in wanted]
        known = self.env["civil.import.cemetery"]._known_numbers(
            list({number for _plot, number, _elsewhere, _twice in rows})
        )
        unknown = {
            plot
            for plot, number, elsewhere, _twice in rows
            if not elsewhere and number not in known
        }
        return unknown, {plot for plot, _number, _elsewhere, twice in rows if twice}


#: The fields that say what may be wrong with a plot.
FINDINGS = (
    "is_area_over",
    "is_over_capacity",
    "is_tenure_over",
    "is_cremation_unknown",
    "is_cremation_twice",
)


def _among(rows):
    return Domain("id", "in", [id_ for [id_] in rows])
