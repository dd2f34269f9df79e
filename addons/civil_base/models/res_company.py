from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model
    def _civil_set_defaults(self):
        """Make a fresh database one of a bureau in China.

        The companies get China and, while they have no journal entries that
        forbid it, the yuan; Chinese is active and the language of new people;
        whoever has no time zone gets Asia/Shanghai.
        """
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        if chinese:
            self.env["ir.default"].set("res.partner", "lang", chinese.code)
        yuan = self.env.ref("base.CNY")
        yuan.active = True
        companies = self.search([])
        companies.write({"country_id": self.env.ref("base.cn").id})
        companies.write({"currency_id": yuan.id})
        users = self.env["res.users"].with_context(active_test=False).search([])
        users.filtered(lambda user: not user.tz).write({"tz": "Asia/Shanghai"})
