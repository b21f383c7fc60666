"""Where templates run: in a process of its own for each piece of work, without files, network or processes.

`crew` is the server's side. `zygote` is the program on the other side: it has loaded what work needs, and forks a child
for each piece of work. The child closes every door behind it (`lock`) before it reads a template, and never comes back.
"""
