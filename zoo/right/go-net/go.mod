module llb/go-net

go 1.19
