import decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .civil_social_org_judge import COUNTED, FAULTS, OrgFacts

#: What is judged: organizations that exist.
LIVING = ("normal", "suspended", "deregistering")


class CivilSocialOrgFindings(models.AbstractModel):
    """What is wrong with the organizations on record, as of a day: today by default."""

    _name = "civil.social.org.findings"
    _description = "Findings of a Social Organization"

    findings = fields.Text(
        compute="_compute_findings",
        help="What is wrong with the organization as of today.",
    )
    has_findings = fields.Boolean(
        compute="_compute_findings", search="_search_has_findings"
    )
    finding_codes = fields.Char(
        compute="_compute_findings",
        search="_search_finding_codes",
        help="The codes of what is found, between commas; search for one of them.",
    )

    def _compute_findings(self):
        judged = self._judged(fields.Date.context_today(self))
        for org in self:
            found = judged.get(org.id, {})
            wrong = [found[code] for code in FAULTS if code in found]
            org.findings = "\n".join(wrong) or False
            org.has_findings = bool(wrong)
            org.finding_codes = f",{','.join(found)}," if found else False

    def _search_finding_codes(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._found(set(value)))

    def _search_has_findings(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain("id", "in", self._found(set(FAULTS)))
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.model
    def _found(self, codes, as_of=None):
        """Ids of the organizations of which one of ``codes`` is found."""
        living = self._living()
        judged = living._judged(as_of or fields.Date.context_today(self))
        return [ident for ident, found in judged.items() if codes & found.keys()]

    @api.model
    def _living(self):
        """The organizations that exist, among those that the user sees."""
        return self.search([("state", "in", LIVING)])

    # -- facts, for all at once --------------------------------------------------

    def _judged(self, as_of):
        """``{id: {code: sentence}}`` of the records that exist, as of a day."""
        judge = self.env["civil.social.org.judge"]
        rows, years = self._fact_rows(as_of)
        rules = judge._rules(as_of, years)
        return {row.pop("id"): judge._findings(OrgFacts(**row), rules) for row in rows}

    def _fact_rows(self, as_of):
        """What decides, for the records that exist, and the years inspected.

        Judged by the figures of the last year that ended before ``as_of``.
        """
        ids = self._origin.ids
        if not ids:
            return [], []
        self.env.flush_all()
        results = self._results(ids)
        sharers = self._sharers(ids, as_of)
        self.env.cr.execute(
            SQL(
                """
                SELECT org.id, kind.code AS kind, kind.credit_code_prefix AS prefix,
                       COALESCE(parent.credit_code, org.code_found) AS credit_code,
                       org.term_until, org.last_activity_date AS last_activity,
                       org.registered_fund AS fund, money.net_assets,
                       org.grade, org.grade_from, org.grade_until
                  FROM civil_social_org org
                  JOIN civil_organization parent ON parent.id = org.organization_id
                  JOIN civil_social_org_kind kind ON kind.id = org.kind_id
                  LEFT JOIN LATERAL (
                       SELECT year.net_assets FROM civil_social_org_year year
                        WHERE year.org_id = org.id AND year.year < %(year)s
                        ORDER BY year.year DESC LIMIT 1
                  ) money ON true
                 WHERE org.id = ANY(%(ids)s) AND org.state = ANY(%(living)s)
                """,
                year=as_of.year,
                ids=ids,
                living=list(LIVING),
            )
        )
        rows = self.env.cr.dictfetchall()
        for row in rows:
            row["results"] = results.get(row["id"], {})
            row["sharers"] = tuple(sharers.get(row["id"], ()))
            for name in ("fund", "net_assets"):
                if row[name] is not None:
                    row[name] = decimal.Decimal(row[name])
        return rows, self._inspected_years()

    @api.model
    def _inspected_years(self):
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT year FROM civil_social_org_result")
        )
        return [year for [year] in rows]

    @api.model
    def _results(self, ids):
        """``{id: {year: conclusion}}``."""
        found = {}
        rows = self.env.execute_query(
            SQL(
                "SELECT org_id, year, conclusion FROM civil_social_org_result"
                " WHERE org_id = ANY(%s)",
                ids,
            )
        )
        for ident, year, conclusion in rows:
            found.setdefault(ident, {})[year] = conclusion
        return found

    @api.model
    def _sharers(self, ids, as_of):
        """``{id: names}`` of other associations that the same person represents.

        Compared by identity number, which goes nowhere.
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH heads AS (
                    SELECT org.id, parent.name, officer.identity_number AS number,
                           officer.identity_valid AS valid, officer.name AS person
                      FROM civil_social_officer officer
                      JOIN civil_social_org org ON org.id = officer.org_id
                      JOIN civil_social_org_kind kind ON kind.id = org.kind_id
                      JOIN civil_organization parent
                        ON parent.id = org.organization_id
                     WHERE officer.is_legal_representative AND officer.active
                       AND officer.identity_number IS NOT NULL
                       AND (officer.left_on IS NULL OR officer.left_on > %(as_of)s)
                       AND kind.head_of_one_of_kind AND org.state = ANY(%(living)s)
                )
                SELECT own.id, array_agg(DISTINCT other.name ORDER BY other.name)
                  FROM heads own
                  JOIN heads other ON other.number = own.number AND other.id != own.id
                   AND (own.valid OR other.person = own.person)
                 WHERE own.id = ANY(%(ids)s)
                 GROUP BY own.id
                """,
                as_of=as_of,
                living=list(LIVING),
                ids=ids,
            )
        )
        return dict(rows)

    # -- as of another day -------------------------------------------------------

    @api.model
    def _figures_as_of(self, as_of):
        """``{code: ids}`` of every finding and count, and the size of the sample.

        :return: ``(dict, sample, number of organizations)``
        """
        living = self._living()
        judged = living._judged(as_of)
        lists = {code: [] for code in (*FAULTS, *COUNTED)}
        for ident, found in judged.items():
            for code in found:
                lists[code].append(ident)
        rules = self.env["civil.social.org.judge"]._rules(as_of, ())
        return lists, rules.sample(len(judged)), len(judged)
