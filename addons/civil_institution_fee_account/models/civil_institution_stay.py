from odoo import fields, models


class CivilInstitutionStay(models.Model):
    """The customer whom invoices of a resident name."""

    _inherit = "civil.institution.stay"

    books_partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="account.group_account_invoice",
    )

    def _books_partner(self):
        """Return the customer of the single stay: a name and a number, nothing else."""
        stay = self.sudo()
        if not stay.books_partner_id:
            stay.books_partner_id = (
                self.env["res.partner"]
                .sudo()
                .create(
                    {
                        "name": stay.person_name,
                        "ref": stay.number,
                        "company_id": stay.institution_id.books_company_id.id,
                    }
                )
            )
        return stay.books_partner_id
