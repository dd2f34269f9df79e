from odoo import fields, models


class CivilInstitutionAgreementTerms(models.AbstractModel):
    """What an agreement has to say (服务协议的必备内容).

    Source: 《养老机构管理办法》（民政部令第66号） art. 16.
    """

    _name = "civil.institution.agreement.terms"
    _description = "Terms of an Agreement"

    service_terms = fields.Text(string="Services and Way of Service")
    payment_terms = fields.Text(string="Prices and Payment")
    change_terms = fields.Text(string="Change and End")
    stop_terms = fields.Text(string="If the Institution Stops")
    liability_terms = fields.Text(string="Breach and Disputes")
    other_terms = fields.Text()
