from odoo import fields, models


class CivilSocialParty(models.AbstractModel):
    """The Party-building part (党建情况) of a record about a social organization.

    The register, cases, inspections and checks have it alike, by inheriting this.
    """

    _name = "civil.social.party"
    _description = "Party Building"

    party_form = fields.Selection(
        [
            ("own", "Own Branch"),
            ("joint", "Joint Branch"),
            ("assigned", "Instructor Assigned"),
            ("none", "None"),
        ],
        string="Party Organization",
        help="How the Party organization is formed.",
    )
    party_secretary = fields.Char()
    party_members = fields.Integer(help="Formal members among the staff.")
    party_founded_on = fields.Date(string="Party Organization Founded on")
    party_committed_on = fields.Date(
        string="Party Building Commitment",
        help="The day on which the organization signed the commitment.",
    )

    _party_members_not_negative = models.Constraint(
        "CHECK (party_members >= 0)", "There can't be fewer than no Party members."
    )

    def _party_warning(self, on):
        """Sentence on a missing Party branch of the single record, or False.

        :param date on: the day as of which it is judged
        """
        limit = self.env["civil.parameter"]._get("social.party_branch_members", on)
        if self.party_members >= limit and self.party_form != "own":
            return self.env._(
                "It has %(count)s Party members: from %(limit)s on an own branch has "
                "to be formed.",
                count=self.party_members,
                limit=limit,
            )
        return False
