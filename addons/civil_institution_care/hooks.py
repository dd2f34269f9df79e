#: What waits on the desks for records of the addon.
MODELS = ("civil.institution.stay",)
#: About what papers were issued.
PRINTED = ("civil.institution.stay", "civil.institution.agreement")


def uninstall_hook(env):
    """Take along what stands in the registers of others because of stays.

    Papers that were issued and deaths that were put on record stay.
    """
    env["civil.todo"].search([("res_model", "in", MODELS)]).unlink()
    documents = env["civil.document"].search([("res_model", "in", PRINTED)])
    documents.filtered(lambda document: document.state == "draft").unlink()
    documents.exists().kind_id.write({"active": False})
    kinds = [("kind_id.code", "=", "institution_residents")]
    env["civil.import"].search(kinds).unlink()
