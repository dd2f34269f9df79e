import datetime

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: The states of an organization that is still there.
LIVING = ("normal", "suspended", "deregistering")


class CivilSocialInspection(models.Model):
    """Opening and closing: the list of who is due, by sets (年检名单)."""

    _inherit = "civil.social.inspection"

    def _open(self):
        """Freeze who is due and who isn't, with what the register says of them."""
        for inspection in self:
            self.env.flush_all()
            inspection._insert_reports()
            excluded = inspection._insert_exclusions()
            inspection._write_guarded({"excluded_count": excluded})
            if not inspection.report_ids:
                raise UserError(
                    self.env._(
                        "%(name)s: no organization of this kind is due. Check the "
                        "kind, the place and the cut-off.",
                        name=inspection.name,
                    )
                )

    def _of_kind(self, joined=None):
        """SQL: registrations of the single inspection's kind, place and company.

        :param SQL joined: what else is joined with each
        """
        return SQL(
            """
            civil_social_org o
            JOIN civil_organization p ON p.id = o.organization_id
            JOIN civil_division d ON d.id = p.division_id
                AND d.parent_path LIKE %(path)s
            %(joined)s
            WHERE o.kind_id = %(kind)s AND o.company_id = %(company)s AND p.active
            """,
            path=f"{self.division_id.parent_path}%",
            joined=joined or SQL(),
            kind=self.kind_id.id,
            company=self.company_id.id,
        )

    def _insert_reports(self):
        """Insert a report for each organization that is due, last year's beside it."""
        before = SQL(
            """
            LEFT JOIN civil_social_report b ON b.org_id = o.id
                 AND b.year = %(year)s AND b.submitted_on IS NOT NULL
            LEFT JOIN civil_social_org_year y ON y.org_id = o.id AND y.year = %(year)s
            """,
            year=self.year - 1,
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_social_report (
                    inspection_id, year, kind_id, org_id, division_id, town_id, name,
                    credit_code, supervisor_type, supervisor_id, previous_id, state,
                    currency_id, reg_name, reg_address, reg_legal_representative,
                    reg_fund, reg_scope, term_end_on, party_form, party_secretary,
                    party_member_count, opening_net_assets, is_late, reminded_count,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT %(inspection)s, %(year)s, o.kind_id, o.id, p.division_id,
                       p.town_id, p.name, p.credit_code, o.supervisor_type,
                       o.supervisor_id, b.id, 'not_started', %(currency)s, p.name,
                       p.address, p.legal_representative, o.registered_fund, o.scope,
                       o.term_until, o.party_form, o.party_secretary, o.party_members,
                       COALESCE(b.net_assets, y.net_assets), false, 0,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM %(orgs)s
                   AND o.state IN %(living)s
                   AND COALESCE(o.registration_date, '-infinity') <= %(cutoff)s
                 ORDER BY p.name, o.id
                RETURNING id
                """,
                inspection=self.id,
                year=self.year,
                currency=self.company_id.currency_id.id,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                orgs=self._of_kind(before),
                living=LIVING,
                cutoff=self.cutoff_date,
            )
        )
        # The next statements have to know how much there is now.
        self.env.cr.execute("ANALYZE civil_social_report")
        self.env["civil.social.report"].invalidate_model()
        self.invalidate_recordset(["report_ids"])

    def _insert_exclusions(self):
        """Insert who isn't due and why; return how many.

        Who ended before the report year isn't named.
        """
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_social_inspection_exclusion (
                    inspection_id, org_id, division_id, reason, date, create_uid,
                    create_date, write_uid, write_date
                )
                SELECT %(inspection)s, o.id, p.division_id,
                       CASE WHEN o.state = 'revoked' THEN 'banned'
                            WHEN o.state IN %(living)s THEN 'new' ELSE 'ended' END,
                       CASE WHEN o.state IN %(living)s THEN o.registration_date
                            ELSE p.end_date END,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM %(orgs)s
                   AND (o.state IN %(living)s AND o.registration_date > %(cutoff)s
                        OR o.state NOT IN %(living)s
                        AND COALESCE(p.end_date, %(first)s) >= %(first)s)
                RETURNING id
                """,
                inspection=self.id,
                living=LIVING,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                orgs=self._of_kind(),
                cutoff=self.cutoff_date,
                first=datetime.date(self.year, 1, 1),
            )
        )
        self.env["civil.social.inspection.exclusion"].invalidate_model()
        return len(rows)

    # -- closing ------------------------------------------------------------------

    def _guard_close(self):
        today = fields.Date.context_today(self)
        if today <= self.registrar_due:
            return self.env._(
                "organizations may report until %(date)s", date=self.registrar_due
            )
        # Whoever closes sees all of them; the list is that of the whole inspection.
        longer = self.env["civil.social.report"].search_count(
            [
                ("inspection_id", "=", self.id),
                ("state", "in", ("not_started", "returned")),
                ("extended_until", ">=", today),
            ]
        )
        if longer:
            return self.env._(
                "%(count)s organizations were given more time, which isn't over",
                count=longer,
            )
        return False

    def _close(self):
        """Mark who hasn't handed in a report as not inspected (未参检)."""
        self._set_states(("not_started",), "not_participated", "not_inspected")

    def _reopen(self):
        """Let who was marked as absent report after all."""
        self._set_states(("not_participated",), "not_started", None)

    def _set_states(self, sources, target, conclusion):
        """Bring the reports of the inspections to a state, with one statement."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE civil_social_report SET state = %(target)s,"
                " conclusion = %(conclusion)s, write_uid = %(uid)s,"
                " write_date = %(now)s WHERE inspection_id = ANY(%(ids)s)"
                " AND state IN %(sources)s RETURNING id",
                target=target,
                conclusion=conclusion,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                ids=self.ids,
                sources=sources,
            )
        )
        self.env["civil.social.report"].invalidate_model()

    # -- what the rule says -----------------------------------------------------------

    def _propose(self, reports=None):
        """Say what follows by the rule from the grounds confirmed so far.

        :param reports: only these of the single inspection's reports
        """
        self.ensure_one()
        self.env.flush_all()
        only = SQL("AND r.id = ANY(%s)", reports.ids) if reports is not None else SQL()
        rule = self.rule_id
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_social_report r SET proposed_conclusion = CASE
                    WHEN r.submitted_on IS NULL THEN NULL
                    WHEN c.serious >= %(serious)s THEN 'unqualified'
                    WHEN %(failed)s > 0 AND c.minor >= %(failed)s THEN 'unqualified'
                    WHEN c.serious > 0 OR c.minor >= %(basic)s THEN 'basically'
                    ELSE 'qualified' END
                  FROM (
                    SELECT r.id,
                           count(*) FILTER (WHERE f.severity = 'serious') AS serious,
                           count(*) FILTER (WHERE f.severity = 'minor') AS minor
                      FROM civil_social_report r
                      LEFT JOIN civil_social_finding f ON f.report_id = r.id
                           AND f.state = 'confirmed'
                     WHERE r.inspection_id = %(inspection)s GROUP BY r.id
                  ) AS c
                 WHERE c.id = r.id AND r.state IN %(open)s %(only)s
                RETURNING r.id
                """,
                serious=max(rule.unqualified_serious, 1),
                failed=rule.unqualified_minor,
                basic=max(rule.basic_minor, 1),
                inspection=self.id,
                open=(
                    "not_started",
                    "supervisor_review",
                    "returned",
                    "registrar_review",
                ),
                only=only,
            )
        )
        self.env["civil.social.report"].invalidate_model(["proposed_conclusion"])
