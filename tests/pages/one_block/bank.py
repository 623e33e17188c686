import numpy as np

from tests.practice.banks import right, wrong

# block_back


@right("block_back")
def _(nabla_out, network_back, attention_back):
    through = network_back(nabla_out)
    round_it = attention_back(nabla_out)
    return nabla_out + through + round_it + attention_back(through)


@right("block_back")
def _(nabla_out, network_back, attention_back):
    blame = nabla_out
    for part in (network_back, attention_back):
        blame = blame + part(blame)
    return blame


@right("block_back")
def _(nabla_out, network_back, attention_back):
    nabla_y = np.add(network_back(nabla_out), nabla_out)
    return [*np.add(attention_back(nabla_y), nabla_y)]


@wrong("block_back", "side by side")
def _(nabla_out, network_back, attention_back):
    blame = nabla_out
    for part in (network_back, attention_back):
        blame = blame + part(nabla_out)
    return blame


@wrong("block_back", "both ways round left out")
def _(nabla_out, network_back, attention_back):
    return attention_back(network_back(nabla_out))


@wrong("block_back", "attention first")
def _(nabla_out, network_back, attention_back):
    nabla_y = nabla_out + attention_back(nabla_out)
    return network_back(nabla_y) + nabla_y


@wrong("block_back", "no way round attention")
def _(nabla_out, network_back, attention_back):
    return attention_back(np.array(nabla_out) + network_back(nabla_out))


@wrong("block_back", "out once more")
def _(nabla_out, network_back, attention_back):
    nabla_y = nabla_out + network_back(nabla_out)
    return attention_back(nabla_y) + nabla_out + nabla_y


@wrong("block_back", "changed its arguments")
def _(nabla_out, network_back, attention_back):
    nabla_out += network_back(nabla_out)
    nabla_out += attention_back(nabla_out)
    return nabla_out


# planned_eta


@right("planned_eta")
def _(t, eta, warm_up, steps):
    if t <= warm_up:
        return eta * t / warm_up
    return eta - eta * (t - warm_up) / (steps - warm_up)


@right("planned_eta")
def _(t, eta, warm_up, steps):
    return np.interp(t, [0, warm_up, steps], [0, eta, 0])


@right("planned_eta")
def _(t, eta, warm_up, steps):
    rise, fall = eta / warm_up, eta / (steps - warm_up)
    return np.minimum(rise * t, fall * (steps - t))


@wrong("planned_eta", "no fall")
def _(t, eta, warm_up, steps):
    return eta if t > warm_up else eta * t / warm_up


@wrong("planned_eta", "falls from the start")
def _(t, eta, warm_up, steps):
    return min(eta * t / warm_up, eta * (1 - t / steps))


@wrong("planned_eta", "product")
def _(t, eta, warm_up, steps):
    return eta * t / warm_up * (steps - t) / (steps - warm_up)


@wrong("planned_eta", "η left out")
def _(t, eta, warm_up, steps):
    return np.interp(t, [0, warm_up, steps], [0, 1, 0])


@wrong("planned_eta", "counts from 0")
def _(t, eta, warm_up, steps):
    return min(eta * (t - 1) / warm_up, eta * (steps - t) / (steps - warm_up))


# chances


@right("chances")
def _(z, temperature):
    z = z / temperature
    e = np.exp(z - z.max(axis=0))
    return e / np.sum(e, axis=0, keepdims=True)


@right("chances")
def _(z, temperature):
    p = np.exp(z) ** (1 / temperature)
    return [row / sum(p) for row in p]


@right("chances")
def _(z, temperature):
    return 1 / np.exp((z[None] - z[:, None]) / temperature).sum(axis=1)


@wrong("chances", "temperature left out")
def _(z, temperature):
    e = np.exp(z) / temperature
    return e / e.sum(axis=0)


@wrong("chances", "multiplied")
def _(z, temperature):
    e = np.exp(z) ** temperature
    return e / e.sum(axis=0)


@wrong("chances", "sum over all")
def _(z, temperature):
    e = np.exp(z / temperature)
    return e / np.sum(e)


@wrong("chances", "temperature left out", "not added up to 1")
def _(z, temperature):
    return np.exp(z)


@wrong("chances", "power not added up")
def _(z, temperature):
    p = np.exp(z) / np.exp(z).sum(axis=0)
    return p ** (1 / temperature)
