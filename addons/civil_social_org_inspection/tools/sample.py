"""Many organizations and their reports at once, for tests and measurements.

They follow a pattern and are no organization, person or place of this world.
"""

from odoo.tools import SQL

#: What is wrong with a report, by the number of its organization modulo a number.
PATTERNS = {
    "no_activity": 17,
    "net_assets_below_fund": 13,
    "term_overdue": 11,
    "party_missing": 7,
    "change_not_registered": 19,
    "branches_not_allowed": 23,
    "fees_not_published": 29,
    "absent": 10,
}


def seed_organizations(env, kind, division, units, count):
    """Insert ``count`` organizations of a kind, registered long ago; return them.

    Two in a hundred were registered after the cut-off of 2023, one in a hundred ended.
    """
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            WITH parties AS (
                INSERT INTO civil_organization (
                    name, name_key, division_id, state, active, address,
                    legal_representative, end_date
                )
                SELECT '测试社' || lpad(g::text, 6, '0'), '测试社' || g, %(division)s,
                       CASE WHEN g %% 100 = 3 THEN 'ceased' ELSE 'active' END, true,
                       '一路' || g || '号', '负责人' || g,
                       CASE WHEN g %% 100 = 3 THEN date '2023-08-01' END
                  FROM generate_series(1, %(count)s) AS g
             RETURNING id, name
            )
            INSERT INTO civil_social_org (
                organization_id, company_id, kind_id, state, supervisor_type,
                supervisor_id, registered_fund, registration_date, term_end, term_until,
                party_members, scope
            )
            SELECT p.id, %(company)s, %(kind)s,
                   CASE WHEN g %% 100 = 3 THEN 'deregistered' ELSE 'normal' END,
                   CASE WHEN g %% 5 = 0 THEN 'direct' ELSE 'dual' END,
                   CASE WHEN g %% 5 <> 0
                   THEN (%(units)s::int[])[1 + g %% array_length(%(units)s, 1)] END,
                   30000,
                   CASE WHEN g %% 50 = 1 THEN date '2023-09-01'
                        ELSE date '2015-03-01' END,
                   t.day, t.day, 0, '服务社区'
              FROM (SELECT id, substr(name, 4)::int AS g FROM parties) AS p,
                   LATERAL (SELECT CASE WHEN g %% %(term)s = 0 THEN date '2023-05-31'
                                        ELSE date '2026-05-31' END AS day) AS t
            """,
            division=division.id,
            count=count,
            company=env.company.id,
            kind=kind.id,
            units=units.ids,
            term=PATTERNS["term_overdue"],
        )
    )
    # As the server does by itself within minutes of such a load.
    env.cr.execute("ANALYZE civil_organization, civil_social_org")
    env.invalidate_all()
    return env["civil.social.org"].search([("kind_id", "=", kind.id)])


def answer_reports(env, inspection, day="2024-03-20"):
    """Let nine in ten organizations of an inspection hand in, by pattern."""
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            UPDATE civil_social_report r SET
                state = CASE WHEN r.supervisor_type = 'dual' THEN 'supervisor_review'
                        ELSE 'registrar_review' END,
                submitted_on = %(day)s, is_late = false, is_compliant = 'yes',
                has_own_books = 'yes', contact_name = '联系人',
                activity_count = CASE WHEN g %% %(no_activity)s = 0 THEN 0 ELSE 6 END,
                opening_net_assets = 50000, income = 80000, income_donation = 80000,
                expense = CASE WHEN g %% %(net_assets_below_fund)s = 0 THEN 110000
                          ELSE 80000 END,
                expense_activity = CASE WHEN g %% %(net_assets_below_fund)s = 0
                          THEN 110000 ELSE 80000 END,
                assets = CASE WHEN g %% %(net_assets_below_fund)s = 0 THEN 30000
                         ELSE 60000 END,
                liabilities = 10000,
                net_assets = CASE WHEN g %% %(net_assets_below_fund)s = 0 THEN 20000
                             ELSE 50000 END,
                party_form = 'none',
                party_member_count = CASE WHEN g %% %(party_missing)s = 0 THEN 3
                                     ELSE 2 END,
                reg_address = CASE WHEN g %% %(change_not_registered)s = 0
                              THEN '二路' || g || '号' ELSE reg_address END,
                branch_count = CASE WHEN g %% %(branches_not_allowed)s = 0 THEN 1
                               ELSE 0 END,
                fee_item_count = 2, fee_published_count = CASE
                    WHEN g %% %(fees_not_published)s = 0 THEN 1 ELSE 2 END,
                civil_servant_count = 0, commendation_count = 0
              FROM (SELECT id, substr(name, 4)::int AS g FROM civil_social_report
                     WHERE inspection_id = %(inspection)s) AS n
             WHERE n.id = r.id AND g %% %(absent)s <> 0
            """,
            day=day,
            inspection=inspection.id,
            **PATTERNS,
        )
    )
    env.invalidate_all()


def decide_all(env, inspection):
    """Confirm every ground and settle every conclusion, as the reviewers would."""
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE civil_social_finding SET state = 'confirmed'"
            " WHERE inspection_id = %s",
            inspection.id,
        )
    )
    env.invalidate_all()
    inspection._propose()
    env.cr.execute(
        SQL(
            "UPDATE civil_social_report SET state = 'concluded',"
            " conclusion = proposed_conclusion WHERE inspection_id = %s"
            " AND submitted_on IS NOT NULL",
            inspection.id,
        )
    )
    env.invalidate_all()
