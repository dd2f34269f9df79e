"""What the data show against an organization, as SQL over a whole inspection.

Each check is a select that yields a row for each report in which the ground is found:
``(report, value, comparison, model, record)``. ``{source}`` is the reports that are
looked at, joined with what they are held against:

=====  ==================================================================
``r``  the report                ``o``  the organization's registration
``p``  its name and address      ``b``  last year's report, if submitted
``y``  last year in the register ``i``  the inspection
=====  ==================================================================

``{threshold}`` is the number of the ground's version. Pure text: no database.
"""

SOURCE = """
    civil_social_report r
    JOIN civil_social_inspection i ON i.id = r.inspection_id
    JOIN civil_social_org o ON o.id = r.org_id
    JOIN civil_organization p ON p.id = o.organization_id
    JOIN civil_social_org_kind k ON k.id = r.kind_id
    LEFT JOIN civil_social_report b
        ON b.id = r.previous_id AND b.submitted_on IS NOT NULL
    LEFT JOIN civil_social_org_year y ON y.org_id = o.id AND y.year = r.year - 1
"""
_YEAR_END = "make_date(r.year, 12, 31)"
_CLOSING = "COALESCE(b.net_assets, y.net_assets)"


def _money(expression):
    return f"to_char({expression}, 'FM999999999999990.00')"


def _check(where, value="NULL", comparison="NULL", more="", record=None):
    model, res_id = record or ("civil.social.report", "r.id")
    return (
        f"SELECT r.id AS report_id, ({value})::text AS value,"
        f" ({comparison})::text AS comparison, '{model}' AS res_model,"
        f" ({res_id})::int AS res_id FROM {{source}} {more}"
        f" WHERE {{wanted}} AND ({where})"
    )


def _officers(where, value, comparison="NULL", more=""):
    """A check of the officers in office at the end of the year, one row a report."""
    return (
        "SELECT r.id AS report_id,"
        f" string_agg(DISTINCT ({value})::text, '、') AS value,"
        f" string_agg(DISTINCT ({comparison})::text, '、') AS comparison,"
        " 'civil.social.officer' AS res_model, min(f.id) AS res_id"
        " FROM {source} JOIN civil_social_officer f ON f.org_id = o.id AND f.active"
        f" AND (f.left_on IS NULL OR f.left_on > {_YEAR_END})"
        f" {more} WHERE {{wanted}} AND ({where}) GROUP BY r.id"
    )


_ORG = ("civil.social.org", "o.id")
_BANDS = """
    LEFT JOIN LATERAL (
        SELECT s.min_share, s.max_admin_share, s.exempt_admin
          FROM civil_social_spending_standard s
         WHERE s.year_from <= r.year
           AND COALESCE(NULLIF(s.year_to, 0), 9999) >= r.year
           AND COALESCE(s.is_public, false) = COALESCE(o.may_raise_funds, false)
           AND COALESCE(s.is_foundation, false) = (k.code = 'foundation')
           AND s.net_assets_from <= COALESCE({closing}, r.opening_net_assets, 0)
         ORDER BY s.net_assets_from DESC LIMIT 1
    ) s ON true
""".replace("{closing}", _CLOSING)
#: Public fundraisers are held against last year's income, others against net assets.
_BASE = f"""CASE WHEN o.may_raise_funds
    THEN COALESCE(b.income, y.income_total) ELSE {_CLOSING} END"""

CHECKS = {
    "term_overdue": _check(
        f"COALESCE(r.term_end_on, o.term_until) <= {_YEAR_END}",
        "COALESCE(r.term_end_on, o.term_until)",
        _YEAR_END,
        record=_ORG,
    ),
    "net_assets_below_fund": _check(
        "r.net_assets < o.registered_fund",
        _money("r.net_assets"),
        _money("o.registered_fund"),
        record=_ORG,
    ),
    "no_activity": _check("COALESCE(r.activity_count, 0) = 0", "0"),
    "dues_tiers": _check(
        "k.has_members AND r.dues_tier_count > {threshold}",
        "r.dues_tier_count",
        "{threshold}::int",
    ),
    "dues_not_passed": _check(
        "k.has_members AND r.dues_collected > 0"
        " AND r.dues_passed IS DISTINCT FROM 'yes'",
        _money("r.dues_collected"),
    ),
    "dues_over_standard": _check(
        "k.has_members AND r.dues_collected > COALESCE(r.dues_standard, 0)",
        _money("r.dues_collected"),
        _money("COALESCE(r.dues_standard, 0)"),
    ),
    "shared_legal_representative": _officers(
        "f.is_legal_representative AND (k.head_of_one_only OR o2.kind_id = o.kind_id)"
        " AND (k.head_of_one_only OR k.head_of_one_of_kind)",
        "f.name",
        "p2.name",
        """JOIN civil_social_officer f2 ON f2.identity_number = f.identity_number
            AND f2.org_id <> f.org_id AND f2.is_legal_representative AND f2.active
            AND f2.left_on IS NULL
        JOIN civil_social_org o2 ON o2.id = f2.org_id
            AND o2.state IN ('normal', 'suspended', 'deregistering')
        JOIN civil_organization p2 ON p2.id = o2.organization_id""",
    ),
    "civil_servant_unapproved": _officers(
        "f.is_civil_servant AND COALESCE(f.approval_no, '') = ''", "f.name"
    ),
    "civil_servants_reported": _check(
        "r.civil_servant_count > COALESCE(r.civil_servant_approved_count, 0)",
        "r.civil_servant_count",
        "COALESCE(r.civil_servant_approved_count, 0)",
    ),
    "officer_age": _officers(
        "k.officer_rules AND f.birth_date IS NOT NULL AND extract(year FROM"
        " age(COALESCE(f.elected_on, f.date_from), f.birth_date)) > {threshold}",
        "f.name",
        "{threshold}::int",
    ),
    "officer_terms": _officers(
        "k.officer_rules AND f.term_count > {threshold}",
        "f.name || ' ' || f.term_count",
        "{threshold}::int",
    ),
    "party_missing": _check(
        "r.party_member_count >= {threshold}"
        " AND COALESCE(r.party_form, 'none') = 'none'",
        "r.party_member_count",
        "{threshold}::int",
    ),
    "late": _check(
        "r.is_late",
        "r.submitted_on",
        "COALESCE(r.extended_until, CASE WHEN r.supervisor_type = 'dual'"
        " THEN i.supervisor_due ELSE i.registrar_due END)",
    ),
    "opening_differs": _check(
        f"r.opening_net_assets <> {_CLOSING}",
        _money("r.opening_net_assets"),
        _money(_CLOSING),
        record=(
            "civil.social.report",
            "COALESCE(b.id, r.id)",
        ),
    ),
    "sudden_change": _check(
        "r.opening_net_assets <> 0 AND abs(r.net_assets - r.opening_net_assets)"
        " > abs(r.opening_net_assets) * {threshold} / 100",
        _money("r.net_assets"),
        _money("r.opening_net_assets"),
    ),
    "branches_not_allowed": _check(
        "NOT COALESCE(k.has_branches, false) AND r.branch_count > 0",
        "r.branch_count",
    ),
    "change_not_registered": (
        "SELECT report_id, string_agg(field, '|') AS value,"
        " string_agg(registered, '、') AS comparison, 'civil.social.org' AS res_model,"
        " min(org_id) AS res_id FROM ("
        " SELECT r.id AS report_id, o.id AS org_id, d.field, d.registered"
        " FROM {source} CROSS JOIN LATERAL (VALUES"
        " ('reg_name', r.reg_name, p.name),"
        " ('reg_address', r.reg_address, p.address),"
        " ('reg_legal_representative', r.reg_legal_representative,"
        "  p.legal_representative),"
        f" ('reg_fund', {_money('r.reg_fund')}, {_money('o.registered_fund')}),"
        " ('reg_scope', r.reg_scope, o.scope)"
        " ) AS d(field, said, registered)"
        " WHERE {wanted} AND COALESCE(d.said, '') <> ''"
        " AND COALESCE(d.registered, '') <> ''"
        " AND regexp_replace(d.said, '\\s', '', 'g')"
        " <> regexp_replace(d.registered, '\\s', '', 'g')"
        ") AS differences GROUP BY report_id"
    ),
    "rectification_open": (
        "SELECT r.id AS report_id, min(c.year)::text AS value,"
        " min(c.due_on)::text AS comparison,"
        " 'civil.social.rectification' AS res_model, min(c.id) AS res_id"
        " FROM {source} JOIN civil_social_rectification c ON c.org_id = o.id"
        " AND c.year < r.year AND c.state NOT IN ('rectified', 'cancelled')"
        " WHERE {wanted} GROUP BY r.id"
    ),
    "figures_wrong": _check(
        "r.assets - r.liabilities <> r.net_assets"
        " OR r.opening_net_assets + r.income - r.expense <> r.net_assets",
        _money("r.net_assets"),
        _money("r.opening_net_assets + r.income - r.expense"),
    ),
    "dues_differ": _check(
        "k.has_members AND r.dues_collected <> r.income_dues",
        _money("r.dues_collected"),
        _money("r.income_dues"),
    ),
    "fees_not_published": _check(
        "r.fee_item_count > COALESCE(r.fee_published_count, 0)",
        "r.fee_item_count",
        "COALESCE(r.fee_published_count, 0)",
    ),
    "commendations_unapproved": _check(
        "r.commendation_count > COALESCE(r.commendation_approved_count, 0)",
        "r.commendation_count",
        "COALESCE(r.commendation_approved_count, 0)",
    ),
    "not_compliant": _check("r.is_compliant = 'no'", "left(r.compliance_note, 120)"),
    "no_own_books": _check("r.has_own_books = 'no'"),
    "charity_spending": _check(
        f"(o.is_charity OR k.code = 'foundation') AND s.min_share > 0"
        f" AND r.benefit_spending < ({_BASE}) * s.min_share / 100",
        _money("r.benefit_spending"),
        f"{_money(f'({_BASE}) * s.min_share / 100')} || ' ('"
        " || trim_scale(s.min_share::numeric) || '%)'",
        _BANDS,
    ),
    "charity_admin": _check(
        "(o.is_charity OR k.code = 'foundation') AND s.max_admin_share > 0"
        " AND r.expense > 0 AND r.expense_admin >= COALESCE(s.exempt_admin, 0)"
        " AND r.expense_admin > r.expense * s.max_admin_share / 100",
        _money("r.expense_admin"),
        f"{_money('r.expense * s.max_admin_share / 100')} || ' ('"
        " || trim_scale(s.max_admin_share::numeric) || '%)'",
        _BANDS,
    ),
}
