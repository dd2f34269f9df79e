#: Menus of Odoo's accounting that speak of invoices: name in English and in Chinese
#: with vouchers; empty: not shown, since units send no invoices and have no journals
#: for them.
MENUS = {
    "account.menu_finance": ("Government Accounting", "政府会计"),
    "account.menu_finance_receivables": None,
    "account.menu_finance_payables": None,
}


def pre_init_hook(env):
    """Provide what the exclusion constraint over the dates of rules needs."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def post_init_hook(env):
    """Show the accounting of a unit where Odoo shows invoicing."""
    for xml_id, names in MENUS.items():
        menu = env.ref(xml_id)
        if not names:
            menu.active = False
            continue
        english, chinese = names
        menu.with_context(lang="en_US").name = english
        if env["res.lang"]._get_data(code="zh_CN"):
            menu.with_context(lang="zh_CN").name = chinese


def uninstall_hook(env):
    """Give Odoo's menus back as they were; their words come with its next update."""
    for xml_id, names in MENUS.items():
        if not names:
            env.ref(xml_id).active = True
        else:
            env.ref(xml_id).with_context(lang="en_US").name = "Invoicing"
