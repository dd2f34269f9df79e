"""The statement behind the list of matters that wait."""

from odoo.tools import SQL

_COLUMNS = SQL(
    "id, company_id, division_id, department_id, kind, step, name, deadline, amount,"
    " maker_id, res_model, res_id"
)

# A row keeps its id as long as the matter waits: eight kinds share the numbers.
_APPROVED = SQL(
    """
    SELECT 8 * id AS id, company_id, division_id, department_id, 'indicator' AS kind,
        state AS step,
        concat_ws(' ', name, document_number) AS name, NULL::date AS deadline, amount,
        create_uid AS maker_id, 'civil.fund.indicator' AS res_model, id AS res_id
    FROM civil_fund_indicator WHERE state IN ('draft', 'under_approval')
    UNION ALL
    SELECT 8 * id + 1, company_id, division_id, NULL, 'adjustment', state,
        concat_ws(' ', name, document_number), NULL, amount, create_uid,
        'civil.fund.adjustment', id
    FROM civil_fund_adjustment WHERE state IN ('draft', 'under_approval')
    UNION ALL
    SELECT 8 * id + 2, company_id, division_id, department_id, 'allocation', state,
        concat_ws(' ', name, upper_document), deadline, total, create_uid,
        'civil.fund.allocation', id
    FROM civil_fund_allocation
    WHERE state IN ('draft', 'under_approval', 'meeting', 'finance')
    """
)
_OTHERS = SQL(
    """
    SELECT 8 * id + 3, company_id, division_id, NULL, 'lottery', 'publish', year::text,
        deadline, amount, coalesce(user_id, create_uid), 'civil.fund.lottery', id
    FROM civil_fund_lottery WHERE state = 'draft'
    UNION ALL
    SELECT 8 * id + 4, company_id, division_id, department_id, 'project',
        CASE state WHEN 'proposal' THEN 'draft' ELSE state END,
        concat_ws(' ', code, name), NULL, budget, coalesce(manager_id, create_uid),
        'civil.fund.project', id
    FROM civil_fund_project
    WHERE active
        AND state IN ('proposal', 'review', 'pool', 'acceptance', 'evaluation')
    UNION ALL
    SELECT 8 * m.id + 5, p.company_id, p.division_id, p.department_id, 'milestone',
        'reach', concat_ws(' ', p.code, p.name, '·', m.name), m.planned_date, NULL,
        coalesce(p.manager_id, p.create_uid), 'civil.fund.project', p.id
    FROM civil_fund_milestone m JOIN civil_fund_project p ON p.id = m.project_id
    WHERE p.active AND p.state = 'implementation' AND m.actual_date IS NULL
    """
)


def query(year):
    """The statement, for the budget year in which it is asked."""
    left = SQL(
        """
        SELECT 8 * id + 6, company_id, division_id, department_id, 'indicator', 'carry',
            concat_ws(' ', name, document_number), NULL::date, available, create_uid,
            'civil.fund.indicator', id
        FROM civil_fund_indicator
        WHERE state = 'in_force' AND year < %s AND available > 0
        """,
        year,
    )
    return SQL(
        "SELECT %s FROM (%s UNION ALL %s UNION ALL %s) AS matters",
        _COLUMNS,
        _APPROVED,
        _OTHERS,
        left,
    )
