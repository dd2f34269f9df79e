from odoo import fields, models

PARTY_FORMS = [
    ("own", "Own Branch"),
    ("joint", "Joint Branch"),
    ("assigned", "Instructor Assigned"),
    ("none", "None"),
]


class CivilSocialReportContent(models.AbstractModel):
    """What an organization says in its annual report (年度工作报告内容).

    Which fields are asked for, of whom and since when is data
    (``civil.social.report.item``). Amounts are yuan at the end of, or during, the
    report year.

    Source: 《社会团体登记管理条例》第二十八条; 《民办非企业单位年度检查办法》第五条.
    """

    _name = "civil.social.report.content"
    _description = "Content of an Annual Report"

    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    # Compliance
    is_compliant = fields.Selection(
        [("yes", "Yes"), ("no", "No")], string="Followed Laws and Policies"
    )
    compliance_note = fields.Text(string="What Was Not Followed")
    penalty_count = fields.Integer(string="Penalties in the Year")
    commendation_count = fields.Integer(string="Awards and Contests Held")
    commendation_approved_count = fields.Integer(string="Of These Approved Projects")
    # Registration
    reg_name = fields.Char(string="Full Name")
    reg_address = fields.Char(string="Domicile")
    reg_legal_representative = fields.Char(string="Legal Representative")
    reg_fund = fields.Monetary(string="Registered Fund")
    reg_scope = fields.Text(string="Scope of Business")
    contact_name = fields.Char(string="Contact Person")
    contact_phone = fields.Char(string="Contact Telephone")
    # Leaders
    officer_count = fields.Integer(string="Officers")
    civil_servant_count = fields.Integer(string="Civil Servants among the Officers")
    civil_servant_approved_count = fields.Integer(string="Of These Approved")
    # Party
    party_form = fields.Selection(PARTY_FORMS, string="Party Organization")
    party_member_count = fields.Integer(string="Party Members")
    party_secretary = fields.Char()
    # Terms and activities
    term_end_on = fields.Date(string="Present Term Ends on")
    member_meeting_count = fields.Integer(string="Members' Meetings")
    council_meeting_count = fields.Integer(string="Council Meetings")
    activity_count = fields.Integer(string="Activities Held")
    activity_note = fields.Text(string="Main Activities")
    # People and organs
    staff_count = fields.Integer(string="Staff")
    full_time_count = fields.Integer(string="Full-Time Staff")
    insured_count = fields.Integer(string="Staff with Social Insurance")
    unit_member_count = fields.Integer(string="Unit Members")
    person_member_count = fields.Integer(string="Individual Members")
    # Branches
    branch_count = fields.Integer(string="Branches and Offices")
    branch_note = fields.Text(string="Names of Branches")
    # Dues and fees
    dues_tier_count = fields.Integer(string="Tiers of Dues")
    dues_passed = fields.Selection(
        [("yes", "Yes"), ("no", "No")], string="Dues Passed by Secret Ballot"
    )
    dues_standard = fields.Monetary(string="Dues Receivable by the Standard")
    dues_collected = fields.Monetary()
    fee_item_count = fields.Integer(string="Fee Items")
    fee_published_count = fields.Integer(string="Fee Items Published")
    # Finance
    opening_net_assets = fields.Monetary(string="Net Assets at the Beginning")
    assets = fields.Monetary(string="Total Assets")
    liabilities = fields.Monetary(string="Total Liabilities")
    net_assets = fields.Monetary(string="Net Assets at the End")
    income_donation = fields.Monetary(string="Donations")
    income_dues = fields.Monetary(string="Membership Dues")
    income_service = fields.Monetary(string="Services")
    income_grant = fields.Monetary(string="Government Grants")
    income_investment = fields.Monetary(string="Investment Income")
    income_other = fields.Monetary(string="Other Income")
    income = fields.Monetary(string="Total Income")
    expense_activity = fields.Monetary(string="Cost of Activities")
    expense_admin = fields.Monetary(string="Administration")
    expense_fundraising = fields.Monetary(string="Fundraising")
    expense_other = fields.Monetary(string="Other Expenses")
    expense = fields.Monetary(string="Total Expenses")
    bank_note = fields.Char(string="Bank and Kind of Account")
    has_own_books = fields.Selection(
        [("yes", "Yes"), ("no", "No")], string="Keeps Its Own Books"
    )
    # Public benefit, exchange, other
    benefit_spending = fields.Monetary(string="Spending on Public Benefit")
    benefit_note = fields.Text(string="Public Benefit and Rural Revitalization")
    exchange_note = fields.Text(string="Exchange with Abroad")
    supervision_note = fields.Text(string="Supervision Received")
    honor_note = fields.Text(string="Honors Received")
    other_note = fields.Text(string="Other Matters")
