def figures(hillstrom):
    return {}
