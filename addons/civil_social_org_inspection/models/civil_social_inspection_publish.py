from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

from .civil_social_inspection_count import CONCLUDED

#: The figures of a report that become the organization's year on the register.
YEAR_COLUMNS = {
    "assets": "assets",
    "liabilities": "liabilities",
    "net_assets": "net_assets",
    "income_donation": "income_donation",
    "income_dues": "income_dues",
    "income_service": "income_service",
    "income_subsidy": "income_grant",
    "income_investment": "income_investment",
    "income_other": "income_other",
    "income_total": "income",
    "expense_activity": "expense_activity",
    "expense_management": "expense_admin",
    "expense_financing": "expense_fundraising",
    "expense_other": "expense_other",
    "expense_total": "expense",
    "staff_count": "staff_count",
    "full_time_count": "full_time_count",
    "insured_count": "insured_count",
    "unit_members": "unit_member_count",
    "individual_members": "person_member_count",
    "assembly_count": "member_meeting_count",
    "board_count": "council_meeting_count",
    "activity_count": "activity_count",
}
DONE = ("concluded", "not_participated")


class CivilSocialInspection(models.Model):
    """Announcing: results, years, rectifications, consequences, document (公告)."""

    _inherit = "civil.social.inspection"

    def _guard_publish(self):
        waiting = self.env["civil.social.report"].search_count(
            [("inspection_id", "=", self.id), ("state", "not in", DONE)]
        )
        if waiting:
            return self.env._("%(count)s reports have no conclusion yet", count=waiting)
        return False

    def _publish(self):
        """Let everything follow from the conclusions, a few statements an inspection.

        The desk's lists, the register and the enforcers get what concerns them; the
        announcement is issued as a document.
        """
        today = fields.Date.context_today(self)
        for inspection in self:
            self.env.flush_all()
            inspection._mark_published(today)
            inspection._insert_results(today)
            inspection._insert_years()
            inspection._stamp(today)
            until = today + relativedelta(months=inspection.rule_id.rectify_months)
            self.env["civil.social.rectification"]._order_for(inspection, until)
            self.env["civil.social.consequence"]._propose_for(inspection)
            document = inspection._issue_document("social_inspection_announcement")
            inspection._write_guarded(
                {"announcement_id": document.id, "published_on": today}
            )

    def _mark_published(self, today):
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_social_report SET published_on = %(today)s,
                       state = CASE state WHEN 'concluded' THEN 'published'
                               ELSE state END,
                       rectify_state = CASE WHEN conclusion IN
                               ('basically', 'unqualified') THEN 'rectifying' END,
                       write_uid = %(uid)s, write_date = %(now)s
                 WHERE inspection_id = %(id)s RETURNING id
                """,
                today=today,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                id=self.id,
            )
        )
        self.env["civil.social.report"].invalidate_model()

    def _insert_results(self, today):
        """Write the conclusions on the register: the stamp on the copy follows them."""
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_social_org_result AS t (
                    org_id, division_id, company_id, kind_id, year, conclusion,
                    concluded_on, ground, create_uid, create_date, write_uid, write_date
                )
                SELECT r.org_id, r.division_id, %(company)s, r.kind_id, r.year,
                       r.conclusion, %(today)s, g.names, %(uid)s, %(now)s, %(uid)s,
                       %(now)s
                  FROM civil_social_report r
                  LEFT JOIN LATERAL (
                      SELECT string_agg(COALESCE(g.name->>%(lang)s, g.name->>'en_US'),
                                        '；' ORDER BY g.sequence) AS names
                        FROM civil_social_finding f
                        JOIN civil_social_ground g ON g.id = f.ground_id
                       WHERE f.report_id = r.id AND f.state = 'confirmed'
                  ) AS g ON true
                 WHERE r.inspection_id = %(id)s AND r.conclusion IS NOT NULL
                ON CONFLICT (org_id, year) DO UPDATE SET
                    conclusion = excluded.conclusion, ground = excluded.ground,
                    concluded_on = excluded.concluded_on,
                    write_uid = excluded.write_uid, write_date = excluded.write_date
                RETURNING t.id
                """,
                company=self.company_id.id,
                today=today,
                lang=self.env["civil.paper"]._language(),
                uid=self.env.uid,
                now=fields.Datetime.now(),
                id=self.id,
            )
        )
        results = self.env["civil.social.org.result"].sudo()
        results.invalidate_model()
        results = results.browse([row[0] for row in rows])
        results.modified(["org_id", "year", "conclusion"])
        self.env["civil.social.org"].invalidate_model(["result_ids"])

    def _stamp(self, today):
        """Have the certificates' records stamped, of those that took part."""
        reports = self.env["civil.social.report"].search_fetch(
            [("inspection_id", "=", self.id), ("conclusion", "in", CONCLUDED)],
            ["org_id", "conclusion"],
        )
        conclusions = {report.org_id.id: report.conclusion for report in reports}
        reports.org_id._stamp_inspection(self.year, conclusions, day=today)

    def _insert_years(self):
        """Write the figures that were reported as the year on the register."""
        columns = SQL(", ").join(map(SQL.identifier, YEAR_COLUMNS))
        values = SQL(", ").join(
            SQL("COALESCE(%s, 0)", SQL.identifier("r", name))
            for name in YEAR_COLUMNS.values()
        )
        sets = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), SQL.identifier("excluded", name))
            for name in YEAR_COLUMNS
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_social_org_year AS t (
                    org_id, division_id, company_id, year, create_uid, create_date,
                    write_uid, write_date, %(columns)s
                )
                SELECT r.org_id, r.division_id, %(company)s, r.year, %(uid)s, %(now)s,
                       %(uid)s, %(now)s, %(values)s
                  FROM civil_social_report r
                 WHERE r.inspection_id = %(id)s AND r.submitted_on IS NOT NULL
                   AND r.state = 'published'
                ON CONFLICT (org_id, year) DO UPDATE SET %(sets)s,
                    write_uid = excluded.write_uid, write_date = excluded.write_date
                RETURNING t.id
                """,
                columns=columns,
                values=values,
                sets=sets,
                company=self.company_id.id,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                id=self.id,
            )
        )
        self.env["civil.social.org.year"].invalidate_model()

    # -- the announcement --------------------------------------------------------------

    def _document_values(self, kind_code):
        """What the announcement says: the numbers and the lists of names."""
        values = super()._document_values(kind_code)
        if kind_code != "social_inspection_announcement":
            return values
        chinese = self.with_context(lang=self.env["civil.paper"]._language())
        return {
            **values,
            "kind": chinese.kind_id.name,
            "year": str(self.year),
            "due": str(self.due_count),
            "participated": str(self.due_count - self.absent_count),
            "qualified": str(self.qualified_count),
            "basically": str(self.basically_count),
            "unqualified": str(self.unqualified_count),
            "absent": str(self.absent_count),
        }

    def _announced(self):
        """``[(conclusion's label, [(name, credit code)])]`` for the announcement."""
        reports = self.env["civil.social.report"].search_fetch(
            [("inspection_id", "=", self.id)],
            ["name", "credit_code", "conclusion"],
            order="name",
        )
        labels = reports._fields["conclusion"]._description_selection(reports.env)
        return [
            (
                label,
                [
                    (report.name, report.credit_code or "")
                    for report in reports
                    if report.conclusion == conclusion
                ],
            )
            for conclusion, label in labels
        ]

    def action_view_announcement(self):
        """Open the announcement of the single inspection."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.document",
            "res_id": self.announcement_id.id,
            "views": [(False, "form")],
        }
